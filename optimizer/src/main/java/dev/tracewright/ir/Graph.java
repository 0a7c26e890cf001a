package dev.tracewright.ir;

import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A compiled unit's code in SSA form.
///
/// Floating-point operations that the guest leaves to the dynamic rounding mode are in it as
/// round-to-nearest-even; a unit may be entered only while that is the hart's mode.
public final class Graph {
    /// The number of guest registers: 0 to 31 `x`, 32 to 63 `f`.
    public static final int REGISTERS = 64;

    /// The first floating-point register.
    public static final int F0 = 32;

    /// The blocks in the order of the layout.
    public List<Block> blocks = new ArrayList<>();

    private final Map<Long, Node> constants = new HashMap<>();
    private final Node[] initial = new Node[REGISTERS];
    private int nodes;
    private int blockIds;

    /// An empty graph.
    public Graph() {}

    /// The number of node numbers given out: every [Node#id] is below it.
    public int nodes() {
        return nodes;
    }

    /// The number of block numbers given out: every [Block#id] is below it.
    public int blockIds() {
        return blockIds;
    }

    /// Gives out no number below these, for a graph whose numbers are known.
    void reserve(int nodeNumbers, int blockNumbers) {
        nodes = Math.max(nodes, nodeNumbers);
        blockIds = Math.max(blockIds, blockNumbers);
    }

    /// Adds a block at the end of the layout.
    public Block block(long pc) {
        Block block = detached(pc);
        blocks.add(block);
        return block;
    }

    /// A block that the caller adds to the layout.
    public Block detached(long pc) {
        return new Block(blockIds++, pc);
    }

    /// The blocks that can be entered from outside.
    public List<Block> entries() {
        var entries = new ArrayList<Block>();
        for (Block block : blocks) {
            if (block.entry) {
                entries.add(block);
            }
        }
        return entries;
    }

    /// The node of a constant.
    public Node constant(long value) {
        Node known = constants.get(value);
        if (known == null) {
            known = new Node(nodes++, Kind.CONSTANT);
            known.constant = value;
            constants.put(value, known);
        }
        return known;
    }

    /// The node of what a register held when the unit was entered. `x0` is the constant 0.
    public Node initial(int register) {
        if (register == 0) {
            return constant(0);
        }
        if (initial[register] == null) {
            initial[register] = new Node(nodes++, Kind.INITIAL);
            initial[register].constant = register;
        }
        return initial[register];
    }

    /// A new parameter for a register; the caller adds it to a block.
    public Node parameter(int register) {
        var node = new Node(nodes++, Kind.PARAMETER);
        node.constant = register;
        return node;
    }

    /// A new operation; the caller adds it to a block's body.
    public Node apply(Primitive primitive, Node... args) {
        var node = new Node(nodes++, Kind.APPLY);
        node.primitive = primitive;
        node.args = args;
        return node;
    }

    /// A new load; the caller adds it to a block's body.
    public Node load(Width width, Node address, int displacement) {
        var node = new Node(nodes++, Kind.LOAD);
        node.width = width;
        node.constant = displacement;
        node.args = new Node[] {address};
        return node;
    }

    /// A new store; the caller adds it to a block's body.
    public Node store(Width width, Node address, int displacement, Node value) {
        var node = new Node(nodes++, Kind.STORE);
        node.width = width;
        node.constant = displacement;
        node.args = new Node[] {address, value};
        return node;
    }

    /// A new check of an address; the caller adds it to a block's body.
    public Node check(Node address) {
        var node = new Node(nodes++, Kind.CHECK);
        node.args = new Node[] {address};
        return node;
    }

    /// A new count; the caller adds it to a block's body.
    public Node count(int counter) {
        var node = new Node(nodes++, Kind.COUNT);
        node.constant = counter;
        return node;
    }
}

package dev.tracewright.report;

import dev.tracewright.code.BasicBlock;
import dev.tracewright.code.Function;
import dev.tracewright.isa.Disassembler;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.EdgeCount;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where a run spent its instructions, the hottest first; what is equally hot, by its address.
public final class HotSpots {
    /// A basic block.
    ///
    /// @param block its counts
    /// @param place its start in words: `main+0x1c`
    /// @param share of all executed instructions, 0 to 1
    /// @param cumulative the same of this and all hotter blocks
    public record HotBlock(BlockCount block, String place, double share, double cumulative) {}

    /// A function, without those that it calls.
    ///
    /// @param name as in the symbol table
    /// @param start address of its first instruction
    /// @param blocks executed basic blocks in it
    /// @param calls how often it was called
    /// @param executed instructions executed in it
    /// @param share of all executed instructions, 0 to 1
    /// @param cumulative the same of this and all hotter functions
    public record HotFunction(
            String name,
            long start,
            int blocks,
            long calls,
            long executed,
            double share,
            double cumulative) {}

    /// An instruction of the program.
    ///
    /// @param place its address in words
    /// @param text its disassembly; mnemonic and operands are separated by a tab
    /// @param count how often it was executed
    /// @param share of all executed instructions, 0 to 1
    public record HotInstruction(
            long address, String place, String text, long count, double share) {}

    /// An instruction of the instruction set.
    ///
    /// @param opcode which
    /// @param count how often it was executed
    /// @param share of all executed instructions, 0 to 1
    public record HotOpcode(Opcode opcode, long count, double share) {}

    private final ProfiledProgram program;
    private final Disassembler disassembler;

    /// The hot spots of a profile.
    public HotSpots(ProfiledProgram program) {
        this.program = program;
        this.disassembler =
                new Disassembler(
                        Disassembler.Style.PSEUDO_INSTRUCTIONS,
                        address ->
                                program.functions()
                                        .at(address)
                                        .map(_ -> program.functions().describe(address)));
    }

    /// All executed blocks.
    public List<HotBlock> blocks() {
        var sorted = new ArrayList<>(program.profile().blocks());
        sorted.sort(
                Comparator.comparingLong(BlockCount::executed)
                        .reversed()
                        .thenComparing(BlockCount::start, Long::compareUnsigned));
        var blocks = new ArrayList<HotBlock>();
        long sum = 0;
        for (BlockCount block : sorted) {
            sum += block.executed();
            blocks.add(
                    new HotBlock(
                            block,
                            program.functions().describe(block.start()),
                            program.share(block.executed()),
                            program.share(sum)));
        }
        return blocks;
    }

    /// All functions of which something was executed. Blocks in none of them count as one that has
    /// no name.
    public List<HotFunction> functions() {
        var blocks = new HashMap<Function, List<BlockCount>>();
        for (BlockCount block : program.profile().blocks()) {
            Function function =
                    program.functions().at(block.start()).orElse(new Function("(none)", 0, 0));
            blocks.computeIfAbsent(function, _ -> new ArrayList<>()).add(block);
        }
        var sorted = new ArrayList<>(blocks.entrySet());
        sorted.sort(
                Comparator.comparingLong(
                                (Map.Entry<Function, List<BlockCount>> entry) ->
                                        executed(entry.getValue()))
                        .reversed()
                        .thenComparing(entry -> entry.getKey().start(), Long::compareUnsigned));
        Map<Long, Long> calls = calls();
        var functions = new ArrayList<HotFunction>();
        long sum = 0;
        for (Map.Entry<Function, List<BlockCount>> entry : sorted) {
            Function function = entry.getKey();
            long executed = executed(entry.getValue());
            sum += executed;
            functions.add(
                    new HotFunction(
                            function.name(),
                            function.start(),
                            entry.getValue().size(),
                            calls.getOrDefault(function.start(), 0L),
                            executed,
                            program.share(executed),
                            program.share(sum)));
        }
        return functions;
    }

    private static long executed(List<BlockCount> blocks) {
        return blocks.stream().mapToLong(BlockCount::executed).sum();
    }

    private Map<Long, Long> calls() {
        var calls = new HashMap<Long, Long>();
        for (EdgeCount edge : program.profile().edges()) {
            if (ProfiledProgram.isCall(edge)) {
                calls.merge(edge.to(), edge.count(), Long::sum);
            }
        }
        return calls;
    }

    /// All executed instructions; none if the program is not at hand.
    public List<HotInstruction> instructions() {
        var instructions = new ArrayList<HotInstruction>();
        counts().forEach((address, count) -> instructions.add(instruction(address, count)));
        instructions.sort(Comparator.comparingLong(HotInstruction::count).reversed());
        return instructions;
    }

    private HotInstruction instruction(long address, long count) {
        return new HotInstruction(
                address,
                program.functions().describe(address),
                text(address),
                count,
                program.share(count));
    }

    /// How often each executed instruction was executed, by address in ascending order.
    TreeMap<Long, Long> counts() {
        var counts = new TreeMap<Long, Long>(Long::compareUnsigned);
        if (program.code().isEmpty()) {
            return counts;
        }
        for (BlockCount count : program.profile().blocks()) {
            long pc = count.start();
            var block = BasicBlock.decode(program.code().get(), count.start(), count.end());
            for (Instruction instruction : block.instructions()) {
                counts.merge(pc, count.count(), Long::sum);
                pc += instruction.length();
            }
        }
        return counts;
    }

    /// The disassembly of the instruction at an address.
    String text(long address) {
        Optional<Instruction> instruction = program.code().flatMap(code -> code.at(address));
        return instruction.map(i -> disassembler.text(i, address)).orElse("(not an instruction)");
    }

    /// All instructions of the instruction set that were executed.
    public List<HotOpcode> opcodes() {
        return program.profile().opcodes().entrySet().stream()
                .map(e -> new HotOpcode(e.getKey(), e.getValue(), program.share(e.getValue())))
                .sorted(
                        Comparator.comparingLong(HotOpcode::count)
                                .reversed()
                                .thenComparing(HotOpcode::opcode))
                .toList();
    }
}

package dev.tracewright.jit.bytecode;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.engine.emit.HiddenClasses;
import dev.tracewright.engine.emit.SwitchEmitter;
import dev.tracewright.engine.emit.Types;
import dev.tracewright.ir.Block;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.jit.UnitRefusedException;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// The class file of a unit.
///
/// @param bytes the class file
/// @param sites for each exit the address of its jump
record UnitClass(byte[] bytes, List<Long> sites) {
    private static final ClassDesc SUPER = Types.describe(CompiledUnit.class);
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_int, Types.HART, CD_int, CD_long, Types.LONG_ARRAY);

    /// What is estimated to be larger is not even tried; a class file holds twice as much.
    private static final int LARGEST_ESTIMATE = 4 * SwitchEmitter.LARGEST_METHOD;

    /// Translates a unit.
    ///
    /// @throws UnitRefusedException if HotSpot would not compile the method
    static UnitClass of(Graph graph) {
        int estimate = graph.blocks.stream().mapToInt(UnitClass::estimate).sum();
        if (estimate > LARGEST_ESTIMATE) {
            throw refused(estimate);
        }
        var sites = new ArrayList<Long>();
        byte[] bytes = build(graph, sites);
        int longest = HiddenClasses.longestMethod(bytes);
        if (longest > SwitchEmitter.LARGEST_METHOD) {
            throw refused(longest);
        }
        return new UnitClass(bytes, List.copyOf(sites));
    }

    private static UnitRefusedException refused(int bytes) {
        return new UnitRefusedException(
                "%d bytes of bytecode, HotSpot compiles at most %d"
                        .formatted(bytes, SwitchEmitter.LARGEST_METHOD));
    }

    // Bytes of bytecode, roughly.
    private static int estimate(Block block) {
        int bytes = 20 + 4 * block.parameters.size() + exit(block.start) + exit(block.end.snapshot);
        for (Node node : block.body) {
            bytes += node.width == null ? 8 : 40 + exit(node.snapshot);
        }
        return bytes;
    }

    private static int exit(Snapshot snapshot) {
        return snapshot == null ? 0 : 16 + 3 * snapshot.registers.length;
    }

    private static byte[] build(Graph graph, List<Long> sites) {
        long pc = graph.entries().getFirst().pc;
        var self = ClassDesc.of(SUPER.packageName(), "Unit_" + Long.toHexString(pc));
        var exits = new UnitExits(self);
        return ClassFile.of()
                .build(
                        self,
                        type -> {
                            type.withFlags(ACC_FINAL);
                            type.withSuperclass(SUPER);
                            HiddenClasses.constructor(type, SUPER);
                            type.withMethodBody(
                                    "run",
                                    RUN,
                                    ACC_FINAL,
                                    code -> {
                                        sites.clear();
                                        new UnitBody(code, graph, exits, sites).emit();
                                    });
                            exits.emit(type);
                        });
    }
}

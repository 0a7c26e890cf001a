package dev.tracewright.jit.bytecode;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.emit.HiddenClasses;
import dev.tracewright.engine.emit.SwitchEmitter;
import dev.tracewright.engine.emit.Types;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles traces to JVM bytecode, one method each.
public final class TraceCompiler {
    private static final ClassDesc SUPER = Types.describe(CompiledTrace.class);
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, Types.HART, CD_long);

    /// More never fit into a method that HotSpot compiles, and so many fit into one that a class
    /// file can hold.
    private static final int MOST_STEPS = 800;

    private final Map<Trace, Compiled> cache = new HashMap<>();

    /// Creates a compiler with an empty cache.
    public TraceCompiler() {}

    private record Compiled(List<Step> steps, Optional<CompiledTrace> code) {}

    /// An instruction of a trace.
    ///
    /// @param expected where the trace goes on after it, which is where the instruction can go to;
    ///   [TraceBlock#UNKNOWN] only for an indirect jump
    record Step(Instruction instruction, long address, long expected) {
        /// The step that goes on as it is wanted, if the instruction can.
        static Step towards(Instruction instruction, long address, long wanted) {
            long after = address + instruction.length();
            long target = address + instruction.imm();
            long expected =
                    switch (instruction.opcode().meaning()) {
                        case Meaning.Branch _ -> wanted == target ? target : after;
                        case Meaning.Jump jump -> jump.direct() ? target : wanted;
                        default -> after;
                    };
            return new Step(instruction, address, expected);
        }

        long after() {
            return address + instruction.length();
        }
    }

    /// Compiles a trace, or as much of its beginning as fits into a method that HotSpot compiles.
    /// Code that was compiled before is used again, for any hart, where it is of the same
    /// instructions.
    ///
    /// @param source the code in memory
    /// @return empty if memory does not hold the trace's instructions, or if there is nothing to
    ///   compile
    public Optional<CompiledTrace> compile(Trace trace, InstructionSource source) {
        List<Step> steps = steps(trace, source);
        Compiled known = cache.get(trace);
        if (known == null || !known.steps.equals(steps)) {
            known = new Compiled(steps, compile(trace, steps));
            cache.put(trace, known);
        }
        return known.code;
    }

    private static Optional<CompiledTrace> compile(Trace trace, List<Step> steps) {
        return classFile(trace, steps)
                .map(
                        classFile ->
                                HiddenClasses.instantiate(
                                        MethodHandles.lookup(), classFile, CompiledTrace.class));
    }

    /// The class file of a trace, or of as much of its beginning as fits.
    static Optional<byte[]> classFile(Trace trace, InstructionSource source) {
        return classFile(trace, steps(trace, source));
    }

    private static Optional<byte[]> classFile(Trace trace, List<Step> all) {
        List<Step> steps = all.subList(0, Math.min(all.size(), MOST_STEPS));
        boolean loops =
                trace.loops()
                        && steps.size() == trace.length()
                        && steps.getLast().expected == trace.head();
        while (!steps.isEmpty()) {
            byte[] classFile = classFile(trace, steps, loops);
            if (HiddenClasses.longestMethod(classFile) <= SwitchEmitter.LARGEST_METHOD) {
                return Optional.of(classFile);
            }
            steps = steps.subList(0, steps.size() * 3 / 4);
            loops = false;
        }
        return Optional.empty();
    }

    // Ends where memory holds something else than the trace says, or what traces do not execute.
    private static List<Step> steps(Trace trace, InstructionSource source) {
        var steps = new ArrayList<Step>();
        for (TraceBlock block : trace.blocks()) {
            long address = block.start();
            while (address < block.end()) {
                Optional<Instruction> instruction = source.at(address);
                if (instruction.isEmpty() || !compiles(instruction.get())) {
                    return steps;
                }
                long after = address + instruction.get().length();
                long wanted = after < block.end() ? after : block.next();
                Step step = Step.towards(instruction.get(), address, wanted);
                steps.add(step);
                if (step.expected != wanted) {
                    return steps;
                }
                address = after;
            }
        }
        return steps;
    }

    private static boolean compiles(Instruction instruction) {
        return DecodedWord.decodes(instruction.opcode()) && !instruction.exactButDynamic();
    }

    private static byte[] classFile(Trace trace, List<Step> steps, boolean loops) {
        var self = ClassDesc.of(SUPER.packageName(), "Trace_" + Long.toHexString(trace.head()));
        return ClassFile.of()
                .build(
                        self,
                        type -> {
                            type.withFlags(ACC_PUBLIC | ACC_FINAL);
                            type.withSuperclass(SUPER);
                            HiddenClasses.constructor(type, SUPER);
                            type.withMethodBody(
                                    "run",
                                    RUN,
                                    ACC_PUBLIC | ACC_FINAL,
                                    code -> new TraceBody(code, steps, loops).emit());
                        });
    }
}

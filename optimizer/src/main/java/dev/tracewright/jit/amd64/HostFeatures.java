package dev.tracewright.jit.amd64;

import dev.tracewright.memory.HostCalls;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// What the host's processor and kernel offer to compiled code, asked by `cpuid`: reading
/// `/proc/cpuinfo` takes milliseconds that the user waits for.
///
/// @param basic ECX of leaf 1
/// @param structured EBX of leaf 7
/// @param extended ECX of leaf 0x80000001
/// @param keptStates which registers the kernel keeps for each thread: XCR0
/// @param kernel `AT_HWCAP2`
/// @param pageSize bytes in a page of the host
record HostFeatures(
        int basic, int structured, int extended, int keptStates, long kernel, long pageSize) {
    private static final int CARRY_LESS_MULTIPLY = 1 << 1;
    private static final int FMA = 1 << 12;
    private static final int SSE4_1 = 1 << 19;
    private static final int POPCNT = 1 << 23;
    private static final int OSXSAVE = 1 << 27;
    private static final int AVX = 1 << 28;
    private static final int FSGSBASE = 1;
    private static final int BMI1 = 1 << 3;
    private static final int BMI2 = 1 << 8;
    private static final int LZCNT = 1 << 5;
    private static final int VECTOR_STATES = 6;

    private static final int AT_HWCAP2 = 26;
    private static final long KERNEL_FSGSBASE = 2;
    private static final long GUEST_PAGE_SIZE = 4096;

    /// Why there can be no machine code on this host, in one line; empty if there can.
    static Optional<String> whyUnavailable() {
        return OnThisHost.REASON;
    }

    /// The host's features.
    ///
    /// @throws CodeMemoryRefused if the host gives no memory for code
    static HostFeatures detect() {
        long pageSize = HostCalls.pageSize();
        long kernel = HostCalls.call(HostCalls.find("getauxval"), AT_HWCAP2, 0, 0);
        try (CodeMemory memory = CodeMemory.reserve(pageSize)) {
            MemorySegment cpuid = MemorySegment.ofAddress(memory.place(cpuid()));
            MemorySegment xgetbv = MemorySegment.ofAddress(memory.place(xgetbv()));
            int basic = (int) HostCalls.call(cpuid, 1, 0, 0);
            int structured = (int) (HostCalls.call(cpuid, 7, 0, 0) >>> 32);
            int extended = (int) HostCalls.call(cpuid, 0x8000_0001L, 0, 0);
            boolean tells = (basic & OSXSAVE) != 0;
            int keptStates = tells ? (int) HostCalls.call(xgetbv, 0, 0, 0) : 0;
            return new HostFeatures(basic, structured, extended, keptStates, kernel, pageSize);
        }
    }

    /// What of the required features is missing, in one line.
    Optional<String> whyUnusable() {
        String missing = missingInstructions();
        if (missing != null) {
            return Optional.of("the processor lacks ".concat(missing));
        }
        if ((keptStates & VECTOR_STATES) != VECTOR_STATES) {
            return Optional.of("the kernel does not keep vector registers");
        }
        if ((kernel & KERNEL_FSGSBASE) == 0) {
            return Optional.of("the kernel does not let programs set the base of GS");
        }
        if (pageSize != GUEST_PAGE_SIZE) {
            return Optional.of("the host's pages have %d bytes, not 4096".formatted(pageSize));
        }
        return Optional.empty();
    }

    private String missingInstructions() {
        if ((structured & FSGSBASE) == 0) {
            return "fsgsbase";
        }
        if ((structured & BMI1) == 0) {
            return "bmi1";
        }
        if ((structured & BMI2) == 0) {
            return "bmi2";
        }
        if ((extended & LZCNT) == 0) {
            return "lzcnt";
        }
        if ((basic & POPCNT) == 0) {
            return "popcnt";
        }
        if ((basic & SSE4_1) == 0) {
            return "sse4_1";
        }
        if ((basic & AVX) == 0) {
            return "avx";
        }
        if ((basic & CARRY_LESS_MULTIPLY) == 0) {
            return "pclmulqdq";
        }
        return (basic & FMA) == 0 ? "fma" : null;
    }

    /// EDI and ESI are the leaf and the subleaf; the result is ECX, and EBX above it.
    private static Assembler cpuid() {
        Assembler asm = new Assembler();
        asm.push(Gpr.RBX);
        asm.mov(32, Gpr.RAX, Gpr.RDI);
        asm.mov(32, Gpr.RCX, Gpr.RSI);
        asm.cpuid();
        asm.mov(32, Gpr.RAX, Gpr.RCX);
        asm.shift(Shift.SHL, 64, Gpr.RBX, 32);
        asm.alu(Alu.OR, 64, Gpr.RAX, Gpr.RBX);
        asm.pop(Gpr.RBX);
        asm.ret();
        return asm;
    }

    private static Assembler xgetbv() {
        Assembler asm = new Assembler();
        asm.alu(Alu.XOR, 32, Gpr.RCX, Gpr.RCX);
        asm.xgetbv();
        asm.ret();
        return asm;
    }

    private static final class OnThisHost {
        static final Optional<String> REASON = find();

        private static Optional<String> find() {
            String system = System.getProperty("os.name");
            String architecture = System.getProperty("os.arch");
            if (!"Linux".equals(system) || !"amd64".equals(architecture)) {
                return Optional.of(
                        "machine code is written for Linux amd64, this is %s %s"
                                .formatted(system, architecture));
            }
            try {
                return detect().whyUnusable();
            } catch (UnsupportedOperationException e) {
                return Optional.of(e.getMessage());
            }
        }
    }
}

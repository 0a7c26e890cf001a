package dev.tracewright.isa;

import java.util.List;

/// The names that the calling convention gives to the registers (RISC-V ABIs specification,
/// "Register Convention").
public final class Register {
    private static final List<String> INTEGER = names("zero ra sp gp tp t0-2 s0-1 a0-7 s2-11 t3-6");
    private static final List<String> FLOATING = names("ft0-7 fs0-1 fa0-7 fs2-11 ft8-11");

    private Register() {}

    /// The name of an integer register, `x0` to `x31`: `zero`, `ra`, `sp` ...
    public static String integer(int number) {
        return INTEGER.get(number);
    }

    /// The name of a floating-point register, `f0` to `f31`: `ft0`, `fs0`, `fa0` ...
    public static String floating(int number) {
        return FLOATING.get(number);
    }

    private static List<String> names(String ranges) {
        return NameRange.expand(ranges).toList();
    }
}

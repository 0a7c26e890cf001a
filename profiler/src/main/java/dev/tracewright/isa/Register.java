package dev.tracewright.isa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names of the registers: those that the calling convention gives to `x0` to `x31` and `f0` to
/// `f31` (RISC-V ABIs specification, "Register Convention"), and those of the control and status
/// registers (privileged specification, "CSR Listing").
public final class Register {
    private static final List<String> INTEGER =
            NameRange.expand("zero ra sp gp tp t0-2 s0-1 a0-7 s2-11 t3-6").toList();
    private static final List<String> FLOATING =
            NameRange.expand("ft0-7 fs0-1 fa0-7 fs2-11 ft8-11").toList();

    /// Each line is the first register's number and the names of it and its successors.
    private static final String CONTROL_LISTING =
            """
            001 fflags frm fcsr
            008 vstart vxsat vxrm
            00f vcsr
            015 seed
            100 sstatus
            104 sie stvec scounteren
            10a senvcfg
            10c sstateen0-3
            140 sscratch sepc scause stval sip
            14d stimecmp
            150 siselect sireg
            15c stopei
            180 satp
            200 vsstatus
            204 vsie vstvec
            240 vsscratch vsepc vscause vstval vsip
            24d vstimecmp
            250 vsiselect vsireg
            25c vstopei
            280 vsatp
            300 mstatus misa medeleg mideleg mie mtvec mcounteren
            308 mvien mvip menvcfg
            30c mstateen0-3
            320 mcountinhibit
            323 mhpmevent3-31
            340 mscratch mepc mcause mtval mip
            34a mtinst mtval2
            350 miselect mireg
            35c mtopei
            3a0 pmpcfg0-15
            3b0 pmpaddr0-63
            5a8 scontext
            600 hstatus
            602 hedeleg hideleg hie htimedelta hcounteren hgeie hvien hvictl henvcfg
            60c hstateen0-3
            643 htval hip hvip hviprio1-2
            64a htinst
            680 hgatp
            6a8 hcontext
            747 mseccfg
            7a0 tselect tdata1-3 tinfo tcontrol
            7a8 mcontext
            7aa mscontext
            7b0 dcsr dpc dscratch0-1
            b00 mcycle
            b02 minstret mhpmcounter3-31
            c00 cycle time instret hpmcounter3-31
            c20 vl vtype vlenb
            da0 scountovf
            db0 stopi
            e12 hgeip
            eb0 vstopi
            f11 mvendorid marchid mimpid mhartid mconfigptr
            fb0 mtopi
            """;

    private static final Map<Integer, String> CONTROL = parse(CONTROL_LISTING);

    private Register() {}

    /// The name of an integer register, 0 to 31: `zero`, `ra`, `sp` ...
    public static String integer(int number) {
        return INTEGER.get(number);
    }

    /// The name of a floating-point register, 0 to 31: `ft0`, `fs0`, `fa0` ...
    public static String floating(int number) {
        return FLOATING.get(number);
    }

    /// The name of a control and status register of RV64, 0 to 4095; empty where the specifications
    /// assign none.
    public static Optional<String> control(int number) {
        return Optional.ofNullable(CONTROL.get(number));
    }

    private static Map<Integer, String> parse(String listing) {
        var names = new HashMap<Integer, String>();
        for (String line : listing.lines().toList()) {
            int number = Integer.parseInt(line.substring(0, 3), 16);
            for (String name : NameRange.expand(line.substring(4)).toList()) {
                names.put(number++, name);
            }
        }
        return Map.copyOf(names);
    }
}

package dev.tracewright.isa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names of the control and status registers of RV64 (specifications, "CSR Listing").
public final class ControlRegister {
    /// Each line is the first register's number and the names of it and its successors.
    private static final String LISTING =
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

    private static final Map<Integer, String> NAMES = parse();

    private ControlRegister() {}

    /// The name of the register with the number, 0 to 4095; empty where the specifications assign
    /// none.
    public static Optional<String> name(int number) {
        return Optional.ofNullable(NAMES.get(number));
    }

    private static Map<Integer, String> parse() {
        var names = new HashMap<Integer, String>();
        for (String line : LISTING.lines().toList()) {
            int number = Integer.parseInt(line.substring(0, 3), 16);
            List<String> successive = NameRange.expand(line.substring(4)).toList();
            for (String name : successive) {
                names.put(number++, name);
            }
        }
        return Map.copyOf(names);
    }
}

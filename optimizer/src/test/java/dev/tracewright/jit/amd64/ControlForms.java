package dev.tracewright.jit.amd64;

/// The forms of [Assembler] itself.
final class ControlForms {
    /// The suffixes of conditional instructions, in the order of [Condition].
    static final String[] SUFFIXES = {
        "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"
    };

    private final Forms forms;

    ControlForms(Forms forms) {
        this.forms = forms;
    }

    void add() {
        forms.r("jmp %s", 64, Assembler::jmp);
        forms.m("jmp %s", 64, Assembler::jmp);
        forms.r("call %s", 64, Assembler::call);
        forms.m("call %s", 64, Assembler::call);
        forms.r("push %s", 64, Assembler::push);
        forms.r("pop %s", 64, Assembler::pop);
        forms.m("pop %s", 64, Assembler::pop);
        for (int bits : new int[] {32, 64}) {
            forms.mr("lock xadd %s,%s", bits, bits, (a, m, r) -> a.lockXadd(bits, m, r));
            forms.mr("lock cmpxchg %s,%s", bits, bits, (a, m, r) -> a.lockCmpxchg(bits, m, r));
        }
        forms.r("wrgsbase %s", 64, Assembler::wrgsbase);
        forms.r("rdgsbase %s", 64, Assembler::rdgsbase);
        forms.single("ret", Assembler::ret);
        forms.single("ud2", Assembler::ud2);
        forms.single("int3", Assembler::int3);
        forms.single("cpuid", Assembler::cpuid);
        forms.single("xgetbv", Assembler::xgetbv);
        forms.single("mfence", Assembler::mfence);
        forms.single("jmp 0x12345", a -> a.jmp(0x12345));
        forms.single("call 0x12345", a -> a.call(0x12345));
        for (Condition condition : Condition.values()) {
            String suffix = SUFFIXES[condition.ordinal()];
            forms.single("j" + suffix + " 0x12345", a -> a.jcc(condition, 0x12345));
            forms.toItself("j" + suffix, a -> a.jcc(condition, start(a)));
        }
        forms.toItself("jmp", a -> a.jmp(start(a)));
        forms.toItself("call", a -> a.call(start(a)));
    }

    private static Label start(Assembler asm) {
        Label label = new Label();
        asm.bind(label);
        return label;
    }
}

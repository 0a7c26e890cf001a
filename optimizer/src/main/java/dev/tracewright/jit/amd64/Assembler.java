package dev.tracewright.jit.amd64;

/// Writes amd64 machine code: control flow, atomic and system instructions, and everything that it
/// inherits.
///
/// It knows encodings and nothing else. An operand that an instruction does not take is not
/// refused.
final class Assembler extends FloatAssembler {
    private static final int LOCK = 0xf0;
    private static final int REP = 0xf3;

    final void jmp(Label target) {
        room();
        if (isNear(target)) {
            int8(0xeb);
            relative8(target);
        } else {
            int8(0xe9);
            relative32(target, 0);
        }
    }

    /// In two bytes; binding the label fails if it is further than 127 bytes away.
    final void jmpShort(Label target) {
        room();
        int8(0xeb);
        relative8(target);
    }

    final void jcc(Condition condition, Label target) {
        room();
        if (isNear(target)) {
            int8(0x70 + condition.ordinal());
            relative8(target);
        } else {
            int16(0x800f + (condition.ordinal() << 8));
            relative32(target, 0);
        }
    }

    /// In two bytes; binding the label fails if it is further than 127 bytes away.
    final void jccShort(Condition condition, Label target) {
        room();
        int8(0x70 + condition.ordinal());
        relative8(target);
    }

    /// To a host address within 2 GiB.
    final void jmp(long target) {
        room();
        int8(0xe9);
        outside32(target);
    }

    /// To a host address within 2 GiB.
    final void jcc(Condition condition, long target) {
        room();
        int16(0x800f + (condition.ordinal() << 8));
        outside32(target);
    }

    /// To a host address within 2 GiB.
    final void call(long target) {
        room();
        int8(0xe8);
        outside32(target);
    }

    final void call(Label target) {
        room();
        int8(0xe8);
        relative32(target, 0);
    }

    /// A jump whose distance can be replaced by one store of four bytes while others execute it:
    /// returns the position of that field, a multiple of 4.
    ///
    /// It holds if the code is placed at a multiple of 4.
    final int patchableJmp(Label target) {
        nop(3 - position() & 3);
        room();
        int8(0xe9);
        int field = position();
        relative32(target, 0);
        return field;
    }

    final void jmp(Gpr target) {
        registers(NO_PREFIX, 0xff, false, 4, target.ordinal());
    }

    final void jmp(Mem target) {
        memory(NO_PREFIX, 0xff, false, 4, target, 0);
    }

    final void call(Gpr target) {
        registers(NO_PREFIX, 0xff, false, 2, target.ordinal());
    }

    final void call(Mem target) {
        memory(NO_PREFIX, 0xff, false, 2, target, 0);
    }

    final void ret() {
        plain(0xc3, 32);
    }

    final void push(Gpr from) {
        shortForm(0x50, false, from.ordinal());
    }

    final void pop(Gpr to) {
        shortForm(0x58, false, to.ordinal());
    }

    /// Stores what is on the stack.
    final void pop(Mem to) {
        memory(NO_PREFIX, 0x8f, false, 0, to, 0);
    }

    /// Atomically adds to memory; the register gets what was there.
    final void lockXadd(int bits, Mem to, Gpr from) {
        lock(0x0fc1, bits, from, to);
    }

    /// Atomically stores `from` if memory holds RAX; RAX gets what was there, and the zero flag
    /// says whether it was stored.
    final void lockCmpxchg(int bits, Mem to, Gpr from) {
        lock(0x0fb1, bits, from, to);
    }

    final void mfence() {
        plain(0x0faef0, 32);
    }

    /// Sets the base of GS.
    final void wrgsbase(Gpr from) {
        registers(REP, 0x0fae, true, 3, from.ordinal());
    }

    final void rdgsbase(Gpr to) {
        registers(REP, 0x0fae, true, 1, to.ordinal());
    }

    /// What the processor is: leaf EAX and subleaf ECX to EAX, EBX, ECX and EDX.
    final void cpuid() {
        plain(0x0fa2, 32);
    }

    /// The register states that the kernel keeps: ECX is 0, EAX and EDX get the bits.
    final void xgetbv() {
        plain(0x0f01d0, 32);
    }

    /// Raises an invalid-opcode exception.
    final void ud2() {
        plain(0x0f0b, 32);
    }

    /// Raises a breakpoint exception.
    final void int3() {
        plain(0xcc, 32);
    }

    private void lock(int opcode, int bits, Gpr register, Mem mem) {
        room();
        int8(LOCK);
        memory(NO_PREFIX, opcode, bits == 64, register.ordinal(), mem, 0);
    }

    /// Whether a short jump from here reaches a label.
    private boolean isNear(Label target) {
        return target.isBound() && target.position() - (position() + 2) >= Byte.MIN_VALUE;
    }
}

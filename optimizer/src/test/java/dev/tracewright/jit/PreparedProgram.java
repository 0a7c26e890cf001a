package dev.tracewright.jit;

import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.memory.GuestMemory;

import java.util.function.Consumer;

/// A program whose hart and memory are changed before it begins.
record PreparedProgram(GuestProgram program, Consumer<Hart> preparation) implements GuestProgram {
    @Override
    public void load(GuestMemory memory) {
        program.load(memory);
    }

    @Override
    public Hart start(GuestMemory memory) {
        Hart hart = program.start(memory);
        preparation.accept(hart);
        return hart;
    }

    @Override
    public boolean handle(Trap trap, Hart hart) {
        return program.handle(trap, hart);
    }

    @Override
    public int hash(GuestMemory memory) {
        return program.hash(memory);
    }
}

package dev.tracewright.run;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.linux.ExitStatus;
import dev.tracewright.linux.LinuxProcess;
import dev.tracewright.linux.Signal;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.ProgramImage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A program that was loaded and can be run once.
public final class GuestRun implements AutoCloseable {
    private static final int SP = 2;
    private static final int ECALL_LENGTH = 4;
    private static final double NANOS = 1e9;

    private final LinuxProcess process;
    private final Hart hart;
    private final HartRegisters registers;
    private volatile boolean interrupted;
    private volatile Execution current;

    private GuestRun(LinuxProcess process) {
        this.process = process;
        hart = new Hart(process.memory());
        hart.pc = process.image().entry();
        hart.x[SP] = process.program().stackPointer();
        hart.clock = () -> process.clock().monotonic(hart.instret);
        registers = new HartRegisters(hart);
    }

    /// Loads a program.
    ///
    /// @throws dev.tracewright.elf.MalformedElfException if the file breaks the rules of ELF64
    /// @throws dev.tracewright.elf.UnsupportedProgramException if it is a program of another kind
    /// @throws IOException if it cannot be read
    public static GuestRun load(Path program, LaunchOptions options) throws IOException {
        return new GuestRun(LinuxProcess.launch(program, options));
    }

    /// Loads a program, runs it and gives its memory back.
    public static RunResult run(
            Path program, LaunchOptions launch, Engine engine, RunOptions options)
            throws IOException {
        try (GuestRun run = load(program, launch)) {
            return run.run(engine, options);
        }
    }

    /// The program as it was loaded.
    public ProgramImage image() {
        return process.image();
    }

    /// The hart; its state is exact before and after the run.
    public Hart hart() {
        return hart;
    }

    /// Stops the run soon, or at its beginning: within a millisecond once code is hot. Any thread
    /// may call this.
    public void interrupt() {
        interrupted = true;
        Execution running = current;
        if (running != null) {
            running.interrupt();
        }
    }

    /// Runs the program to its end or to the limit.
    public RunResult run(Engine engine, RunOptions options) {
        Optional<ProfileRecorder> recorder = options.recorder().map(f -> f.create(hart.pc));
        try (Execution execution = engine.open(process.memory(), recorder)) {
            current = execution;
            return run(execution, recorder, options);
        } finally {
            current = null;
        }
    }

    private RunResult run(
            Execution execution, Optional<ProfileRecorder> recorder, RunOptions options) {
        process.memory().onCodeChange(execution::codeChanged);
        // Not made for nothing: the host's digests are slow to start.
        Optional<SystemCallDigest> calls =
                options.fingerprint() ? Optional.of(new SystemCallDigest()) : Optional.empty();
        calls.ifPresent(process::observe);
        long start = System.nanoTime();
        Outcome outcome = runToEnd(execution, options.maxInstructions());
        double seconds = (System.nanoTime() - start) / NANOS;
        recorder.ifPresent(r -> r.finish(hart.pc, hart.instret));
        return new RunResult(
                outcome,
                hart.instret,
                execution.dispatches(),
                execution.compiled(),
                seconds,
                recorder,
                calls.map(digest -> Fingerprint.of(outcome, hart, digest)));
    }

    private Outcome runToEnd(Execution execution, long limit) {
        while (true) {
            if (interrupted) {
                return new Outcome.Interrupted();
            }
            Stop stop = execution.run(hart, limit);
            if (stop instanceof Stop.Interrupted) {
                return new Outcome.Interrupted();
            }
            if (!(stop instanceof Trap trap)) {
                return new Outcome.BudgetSpent();
            }
            if (trap.cause() != Cause.ENVIRONMENT_CALL) {
                return faulted(trap);
            }
            hart.pc += ECALL_LENGTH;
            hart.instret++;
            if (!process.call(registers)) {
                return outcome(process.exitStatus().orElseThrow());
            }
        }
    }

    private static Outcome outcome(ExitStatus status) {
        if (status instanceof ExitStatus.Signalled(int signal)) {
            return new Outcome.Signalled(signal);
        }
        return new Outcome.Exited(((ExitStatus.Exited) status).code());
    }

    private Outcome faulted(Trap trap) {
        int signal =
                switch (trap.cause()) {
                    case ILLEGAL_INSTRUCTION -> Signal.SIGILL;
                    case BREAKPOINT -> Signal.SIGTRAP;
                    case LOAD_ALIGNMENT, STORE_ALIGNMENT -> Signal.SIGBUS;
                    case INSTRUCTION_ACCESS, LOAD_ACCESS, STORE_ACCESS, ENVIRONMENT_CALL ->
                            Signal.SIGSEGV;
                };
        process.fault(signal);
        var symbols = process.image().symbols();
        return new Outcome.Faulted(
                signal,
                new Fault(
                        trap,
                        symbols.describe(trap.pc()),
                        Fingerprint.registers(hart.x),
                        Backtrace.of(hart, symbols)));
    }

    @Override
    public void close() {
        process.close();
    }
}

package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.GuestMemoryExhausted;
import dev.tracewright.memory.MemoryFault;
import dev.tracewright.program.Identity;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.LoadedProgram;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.program.ProgramLoader;
import dev.tracewright.program.RandomSource;
import dev.tracewright.program.StandardStreams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// One Linux process: it owns the memory, the open files, the signal actions and the clock.
///
/// An engine starts a hart at `program().image().entry()` with `sp` = `program().stackPointer()`
/// and all other registers 0, calls [#call] at each `ecall`, and stops when that returns false or
/// when it reported a fault that [#fault] turned into the end of the process. A process has no
/// static state; many can live in one JVM, each used by one thread.
public final class LinuxProcess implements AutoCloseable {
    private static final int FIRST_ARGUMENT = 10;
    private static final int NUMBER = 17;
    private static final int ARGUMENTS = 6;
    private static final int FIXED_PID = 1000;
    private static final long RANDOM_SEED = 2;

    private static final SyscallObserver NOBODY = (_, _, _) -> {};

    private final GuestMemory memory;
    private final LoadedProgram program;
    private final LaunchOptions options;
    private final FileTable files = new FileTable();
    private final GuestPaths paths;
    private final AddressSpace addressSpace;
    private final SignalState signals = new SignalState();
    private final ResourceLimits limits = new ResourceLimits();
    private final GuestClock clock;
    private final RandomSource random;
    private final Identity identity;
    private final Optional<StableStatus> stableStatus;
    private final int pid;
    private final Set<String> diagnosed = new HashSet<>();
    private String threadName;
    private int fileModeMask = 022;
    private long nextInode = 1000;
    private SyscallObserver observer = NOBODY;
    private ExitStatus exitStatus;

    /// A process of a program that was loaded into `memory`, which the process owns from now on.
    public LinuxProcess(GuestMemory memory, LoadedProgram program, LaunchOptions options) {
        this.memory = memory;
        this.program = program;
        this.options = options;
        this.paths = new GuestPaths(this, options.workingDirectory());
        this.addressSpace = new AddressSpace(memory, program.heapStart());
        this.clock = GuestClock.of(options.deterministic());
        this.random = RandomSource.of(options.deterministic(), RANDOM_SEED);
        this.identity = Identity.of(options.deterministic());
        this.stableStatus =
                options.deterministic()
                        ? Optional.of(new StableStatus(FileTime.from(Instant.now())))
                        : Optional.empty();
        this.pid = options.deterministic() ? FIXED_PID : (int) ProcessHandle.current().pid();
        this.threadName = program.image().path().getFileName().toString();
        StandardStreams streams = options.streams();
        files.add(StreamFiles.input(streams.in()), false);
        files.add(StreamFiles.output(streams.out(), 1), false);
        files.add(StreamFiles.output(streams.err(), 2), false);
    }

    /// Reserves memory, loads a program and makes a process of it.
    ///
    /// @throws dev.tracewright.elf.MalformedElfException if the file breaks the rules of ELF64
    /// @throws dev.tracewright.elf.UnsupportedProgramException if it is a program of another kind
    /// @throws IOException if it cannot be read
    public static LinuxProcess launch(Path program, LaunchOptions options) throws IOException {
        GuestMemory memory = GuestMemory.reserve();
        try {
            return new LinuxProcess(memory, ProgramLoader.load(program, memory, options), options);
        } catch (Throwable failure) {
            memory.close();
            throw failure;
        }
    }

    /// Performs the system call in `a7` with the arguments in `a0` to `a5` and puts its result into
    /// `a0`; no other register changes.
    ///
    /// @return whether the process goes on
    public boolean call(GuestRegisters registers) {
        long number = registers.x(NUMBER);
        long[] arguments = new long[ARGUMENTS];
        for (int i = 0; i < ARGUMENTS; i++) {
            arguments[i] = registers.x(FIRST_ARGUMENT + i);
        }
        long result = perform(number, arguments, registers);
        observer.called(number, arguments, result);
        if (exitStatus == null) {
            registers.setX(FIRST_ARGUMENT, result);
        }
        return exitStatus == null;
    }

    private long perform(long number, long[] arguments, GuestRegisters caller) {
        try {
            return SyscallTable.call(Syscall.of(number), number, this, caller, arguments);
        } catch (LinuxError error) {
            return error.errno().result();
        } catch (MemoryFault _) {
            return Errno.EFAULT.result();
        } catch (GuestMemoryExhausted _) {
            return Errno.ENOMEM.result();
        } catch (IOException failure) {
            return Errno.of(failure).result();
        } catch (UncheckedIOException failure) {
            return Errno.of(failure.getCause()).result();
        } catch (UnsupportedOperationException | SecurityException failure) {
            return Errno.of(failure).result();
        }
    }

    /// Delivers the signal of a hart's fault ([Signal#SIGSEGV] ...), which ends the process.
    public void fault(int signal) {
        exit(new ExitStatus.Signalled(signal));
    }

    /// How the process ended; empty while it runs.
    public Optional<ExitStatus> exitStatus() {
        return Optional.ofNullable(exitStatus);
    }

    /// The address space.
    public GuestMemory memory() {
        return memory;
    }

    /// The program that was started.
    public LoadedProgram program() {
        return program;
    }

    /// The program's image: symbols, segments, identity.
    public ProgramImage image() {
        return program.image();
    }

    /// The clock; the counters `time` and `cycle` follow it.
    public GuestClock clock() {
        return clock;
    }

    /// The process id that the guest sees.
    public int pid() {
        return pid;
    }

    /// Sets who is told of system calls, in place of whoever was.
    public void observe(SyscallObserver newObserver) {
        observer = newObserver;
    }

    /// Closes the files and gives the memory back.
    @Override
    public void close() {
        files.closeAll();
        memory.close();
    }

    LaunchOptions options() {
        return options;
    }

    FileTable files() {
        return files;
    }

    GuestPaths paths() {
        return paths;
    }

    AddressSpace addressSpace() {
        return addressSpace;
    }

    SignalState signals() {
        return signals;
    }

    ResourceLimits limits() {
        return limits;
    }

    RandomSource random() {
        return random;
    }

    Identity identity() {
        return identity;
    }

    /// What the process is told of a file.
    FileStatus told(FileStatus host) {
        return stableStatus.map(stable -> stable.of(host)).orElse(host);
    }

    /// Notes that the process has set the times of a file, whose status is this now.
    void timesSet(FileStatus host) {
        stableStatus.ifPresent(stable -> stable.timesSet(host));
    }

    String threadName() {
        return threadName;
    }

    void setThreadName(String name) {
        threadName = name;
    }

    int fileModeMask() {
        return fileModeMask;
    }

    void setFileModeMask(int mask) {
        fileModeMask = mask;
    }

    /// A number for a file that the host has none for.
    long newInode() {
        return nextInode++;
    }

    void wrote(int descriptor, ByteBuffer bytes) {
        observer.wrote(descriptor, bytes);
    }

    /// Ends the process; the first end counts.
    void exit(ExitStatus status) {
        if (exitStatus == null) {
            exitStatus = status;
            addressSpace.writeBack();
        }
    }

    /// Tells the user once what the guest cannot have.
    void diagnose(String message) {
        if (diagnosed.add(message)) {
            options.diagnostics().accept(message);
        }
    }
}

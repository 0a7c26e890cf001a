package dev.tracewright.guest;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.ReferenceEngine;
import dev.tracewright.engine.Stop;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.ProfileBuilder;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.profile.RunSummary;
import dev.tracewright.trace.BlockPath;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An assembled program, run by the reference engine until it exits (`ecall` with 93 in `x17`) or
/// faults, and the profile of that run. Other system calls do nothing.
public final class ProfiledRun {
    private static final long PAGE = 4096;
    private static final long STACK = 0x100000;
    private static final long EXIT = 93;
    private static final long LIMIT = 300_000;

    private final Assembly code;
    private final Profile profile;
    private final List<Long> path;

    private ProfiledRun(Assembly code, Profile profile, List<Long> path) {
        this.code = code;
        this.profile = profile;
        this.path = path;
    }

    /// Runs a program from its first instruction, with a stack at `x2`.
    public static ProfiledRun of(String text) {
        var code = new Assembly(0x10000, text);
        try (var memory = GuestMemory.reserve()) {
            load(code, memory);
            var hart = new Hart(memory);
            hart.pc = code.base();
            hart.x[2] = STACK + 15 * PAGE;
            ProfileRecorder recorder = ProfileRecorder.counting(hart.pc, hart.instret);
            Execution execution = new ReferenceEngine().open(memory, Optional.of(recorder));
            var addresses = new ArrayList<Long>();
            addresses.add(hart.pc);
            while (hart.instret < LIMIT && proceeds(execution.run(hart, hart.instret + 1), hart)) {
                addresses.add(hart.pc);
            }
            recorder.finish(hart.pc, hart.instret);
            Profile profile =
                    ProfileBuilder.build(
                            recorder,
                            code,
                            new ProgramIdentity("test", "", "00", List.of()),
                            new RunSummary(hart.instret, "trap", "reference", 0));
            return new ProfiledRun(code, profile, path(addresses, profile));
        }
    }

    private static boolean proceeds(Stop stop, Hart hart) {
        if (stop instanceof Stop.Trap trap) {
            if (trap.cause() != Cause.ENVIRONMENT_CALL || hart.x[17] == EXIT) {
                return false;
            }
            hart.pc += 4;
            hart.instret++;
        }
        return true;
    }

    private static void load(Assembly code, GuestMemory memory) {
        long length = (code.end() - code.base() + PAGE - 1) / PAGE * PAGE;
        memory.map(code.base(), length, Permission.READ | Permission.WRITE);
        for (long pc = code.base(); pc < code.end(); ) {
            int word = code.at(pc).orElseThrow().word();
            int bytes = code.at(pc).orElseThrow().length();
            for (int i = 0; i < bytes; i++) {
                memory.write(pc + i, new byte[] {(byte) (word >>> 8 * i)}, 0, 1);
            }
            pc += bytes;
        }
        memory.protect(code.base(), length, Permission.READ | Permission.EXECUTE);
        memory.map(STACK, 16 * PAGE, Permission.READ | Permission.WRITE);
    }

    private static List<Long> path(List<Long> addresses, Profile profile) {
        Set<Long> starts = new HashSet<>();
        for (BlockCount block : profile.blocks()) {
            starts.add(block.start());
        }
        return addresses.stream().filter(starts::contains).toList();
    }

    public Assembly code() {
        return code;
    }

    public Profile profile() {
        return profile;
    }

    /// The blocks in the order of execution.
    public BlockPath path() {
        return visitor -> {
            for (long start : path) {
                if (!visitor.block(start)) {
                    return;
                }
            }
        };
    }

    /// How often the block at a label was executed.
    public long count(String label) {
        long start = code.address(label);
        return profile.blocks().stream()
                .filter(block -> block.start() == start)
                .mapToLong(BlockCount::count)
                .findFirst()
                .orElse(0);
    }
}

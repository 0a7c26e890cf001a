package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

import java.io.IOException;

/// `ioctl`, as far as it is about terminals and about all files.
///
/// A guest on the host's terminal is told that it is one; its settings are those of a terminal
/// after a reset, and changes are accepted without effect.
final class TerminalCalls {
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TCSETSW = 0x5403;
    private static final int TCSETSF = 0x5404;
    private static final int TIOCGPGRP = 0x540f;
    private static final int TIOCSPGRP = 0x5410;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int FIONREAD = 0x541b;
    private static final int FIONBIO = 0x5421;
    private static final int FIONCLEX = 0x5450;
    private static final int FIOCLEX = 0x5451;

    private static final short ROWS = 24;
    private static final short COLUMNS = 80;

    /// `c_iflag` ICRNL IXON IUTF8, `c_oflag` OPOST ONLCR, `c_cflag` 38400 baud CS8 CREAD, `c_lflag`
    /// ISIG ICANON ECHO ECHOE ECHOK ECHOCTL ECHOKE IEXTEN.
    private static final int[] MODES = {0x4500, 0x5, 0xbf, 0x8a3b};

    /// `c_line`, then `c_cc`: ^C ^\ DEL ^U ^D, VTIME 0, VMIN 1 ...
    private static final byte[] CHARACTERS = {
        0, 3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0
    };

    private TerminalCalls() {}

    static long ioctl(LinuxProcess p, long fd, long request, long argument) throws IOException {
        OpenFile file = p.files().get(fd);
        GuestMemory memory = p.memory();
        switch ((int) request) {
            case FIONREAD -> memory.storeInt(argument, file.available());
            case FIONBIO -> setNonBlocking(file, memory.loadInt(argument) != 0);
            case FIOCLEX -> p.files().setCloseOnExec(fd, true);
            case FIONCLEX -> p.files().setCloseOnExec(fd, false);
            case TCGETS -> {
                requireTerminal(file);
                storeSettings(memory, argument);
            }
            case TCSETS, TCSETSW, TCSETSF, TIOCSPGRP -> requireTerminal(file);
            case TIOCGPGRP -> {
                requireTerminal(file);
                memory.storeInt(argument, p.pid());
            }
            case TIOCGWINSZ -> {
                requireTerminal(file);
                memory.storeShort(argument, size(p, "LINES", ROWS));
                memory.storeShort(argument + 2, size(p, "COLUMNS", COLUMNS));
                memory.storeInt(argument + 4, 0);
            }
            default -> throw Errno.ENOTTY.error();
        }
        return 0;
    }

    private static void requireTerminal(OpenFile file) {
        if (!file.isTerminal()) {
            throw Errno.ENOTTY.error();
        }
    }

    private static void setNonBlocking(OpenFile file, boolean wanted) {
        int others = file.flags() & ~OpenFlags.NON_BLOCKING;
        file.setStatusFlags(wanted ? others | OpenFlags.NON_BLOCKING : others);
    }

    private static void storeSettings(GuestMemory memory, long at) {
        for (int i = 0; i < MODES.length; i++) {
            memory.storeInt(at + (long) i * Integer.BYTES, MODES[i]);
        }
        memory.write(at + (long) MODES.length * Integer.BYTES, CHARACTERS, 0, CHARACTERS.length);
    }

    /// The size that the guest's environment tells, as shells export it.
    private static int size(LinuxProcess p, String variable, short otherwise) {
        String prefix = variable + "=";
        for (String setting : p.options().environment()) {
            String value = setting.startsWith(prefix) ? setting.substring(prefix.length()) : "";
            if (value.matches("[1-9][0-9]{0,3}")) {
                return Integer.parseInt(value);
            }
        }
        return otherwise;
    }
}

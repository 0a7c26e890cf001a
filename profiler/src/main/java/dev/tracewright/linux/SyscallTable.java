package dev.tracewright.linux;

import java.io.IOException;

/// What each system call does: one row per call that is implemented.
///
/// It is a switch and not a map of functions, because creating 150 functions would cost every run,
/// also the shortest, tens of milliseconds.
final class SyscallTable {
    private SyscallTable() {}

    /// Performs a call; `a` holds the six argument registers.
    ///
    /// @param call null for a number that Linux does not have
    static long call(Syscall call, long number, LinuxProcess p, GuestRegisters r, long[] a)
            throws IOException {
        if (call == null) {
            return unimplemented(p, number, "which Linux does not have");
        }
        return switch (call) {
            case READ -> FileCalls.read(p, a[0], a[1], a[2]);
            case WRITE -> FileCalls.write(p, a[0], a[1], a[2]);
            case READV -> FileCalls.readv(p, a[0], a[1], a[2]);
            case WRITEV -> FileCalls.writev(p, a[0], a[1], a[2]);
            case PREAD64 -> FileCalls.pread(p, a[0], a[1], a[2], a[3]);
            case PWRITE64 -> FileCalls.pwrite(p, a[0], a[1], a[2], a[3]);
            case PREADV -> FileCalls.preadv(p, a[0], a[1], a[2], a[3]);
            case PWRITEV -> FileCalls.pwritev(p, a[0], a[1], a[2], a[3]);
            case LSEEK -> FileCalls.lseek(p, a[0], a[1], a[2]);
            case SENDFILE -> FileCalls.sendfile(p, a[0], a[1], a[2], a[3]);
            case FTRUNCATE -> FileCalls.ftruncate(p, a[0], a[1]);
            case FALLOCATE -> FileCalls.fallocate(p, a[0], a[1], a[2], a[3]);
            case FSYNC, FDATASYNC -> FileCalls.fsync(p, a[0]);
            case SYNC -> 0;
            case FADVISE64, FLOCK -> FileCalls.check(p, a[0]);

            case CLOSE -> DescriptorCalls.close(p, a[0]);
            case CLOSE_RANGE -> DescriptorCalls.closeRange(p, a[0], a[1], a[2]);
            case DUP -> DescriptorCalls.dup(p, a[0]);
            case DUP3 -> DescriptorCalls.dup3(p, a[0], a[1], a[2]);
            case PIPE2 -> DescriptorCalls.pipe2(p, a[0], a[1]);
            case FCNTL -> DescriptorCalls.fcntl(p, a[0], a[1], a[2]);
            case IOCTL -> TerminalCalls.ioctl(p, a[0], a[1], a[2]);
            case PPOLL -> PollCalls.ppoll(p, r, a[0], a[1], a[2]);
            case PSELECT6 -> PollCalls.pselect6(p, r, a[0], a[1], a[2], a[3], a[4]);

            case OPENAT -> PathCalls.openat(p, a[0], a[1], a[2], a[3]);
            case FACCESSAT -> PathCalls.faccessat(p, a[0], a[1], a[2], 0);
            case FACCESSAT2 -> PathCalls.faccessat(p, a[0], a[1], a[2], a[3]);
            case READLINKAT -> PathCalls.readlinkat(p, a[0], a[1], a[2], a[3]);
            case GETCWD -> PathCalls.getcwd(p, a[0], a[1]);
            case CHDIR -> PathCalls.chdir(p, a[0]);
            case FCHDIR -> PathCalls.fchdir(p, a[0]);
            case MKDIRAT -> PathCalls.mkdirat(p, a[0], a[1], a[2]);
            case UNLINKAT -> PathCalls.unlinkat(p, a[0], a[1], a[2]);
            case RENAMEAT2 -> PathCalls.renameat2(p, a[0], a[1], a[2], a[3], a[4]);
            case LINKAT -> PathCalls.linkat(p, a[0], a[1], a[2], a[3], a[4]);
            case SYMLINKAT -> PathCalls.symlinkat(p, a[0], a[1], a[2]);
            case TRUNCATE -> PathCalls.truncate(p, a[0], a[1]);
            case GETDENTS64 -> PathCalls.getdents64(p, a[0], a[1], a[2]);

            case FSTAT -> StatusCalls.fstat(p, a[0], a[1]);
            case NEWFSTATAT -> StatusCalls.newfstatat(p, a[0], a[1], a[2], a[3]);
            case STATX -> StatusCalls.statx(p, a[0], a[1], a[2], a[4]);
            case STATFS -> StatusCalls.statfs(p, a[0], a[1]);
            case FSTATFS -> StatusCalls.fstatfs(p, a[0], a[1]);
            case UTIMENSAT -> StatusCalls.utimensat(p, r, a[0], a[1], a[2], a[3]);
            case FCHMOD -> StatusCalls.fchmod(p, a[0], a[1]);
            case FCHMODAT -> StatusCalls.fchmodat(p, a[0], a[1], a[2]);
            case FCHOWN -> StatusCalls.fchown(p, a[0], a[1], a[2]);
            case FCHOWNAT -> StatusCalls.fchownat(p, a[0], a[1], a[2], a[3], a[4]);
            case UMASK -> StatusCalls.umask(p, a[0]);

            case BRK -> p.addressSpace().moveBreak(a[0]);
            case MMAP -> MemoryCalls.mmap(p, a[0], a[1], a[2], a[3], a[4], a[5]);
            case MUNMAP -> MemoryCalls.munmap(p, a[0], a[1]);
            case MPROTECT -> MemoryCalls.mprotect(p, a[0], a[1], a[2]);
            case MREMAP -> MemoryCalls.mremap(p, a[0], a[1], a[2], a[3], a[4]);
            case MADVISE -> MemoryCalls.madvise(p, a[0], a[1], a[2]);
            case MSYNC -> MemoryCalls.msync(p, a[0], a[1], a[2]);
            case MLOCK, MUNLOCK, MLOCK2, MLOCKALL, MUNLOCKALL -> 0;

            case CLOCK_GETTIME -> TimeCalls.clockGettime(p, r, a[0], a[1]);
            case CLOCK_GETRES -> TimeCalls.clockGetres(p, r, a[0], a[1]);
            case GETTIMEOFDAY -> TimeCalls.gettimeofday(p, r, a[0], a[1]);
            case NANOSLEEP -> TimeCalls.nanosleep(p, a[0]);
            case CLOCK_NANOSLEEP -> TimeCalls.clockNanosleep(p, r, a[0], a[1], a[2]);
            case TIMES -> TimeCalls.times(p, r, a[0]);
            case GETRUSAGE -> TimeCalls.getrusage(p, r, a[0], a[1]);

            case EXIT, EXIT_GROUP -> ProcessCalls.exit(p, a[0]);
            case GETPID, GETTID -> p.pid();
            case GETPPID -> ProcessCalls.parent(p);
            case SET_TID_ADDRESS -> p.pid();
            case GETUID, GETEUID -> p.identity().user();
            case GETGID, GETEGID -> p.identity().group();
            case GETRESUID -> ProcessCalls.storeIds(p, p.identity().user(), a[0], a[1], a[2]);
            case GETRESGID -> ProcessCalls.storeIds(p, p.identity().group(), a[0], a[1], a[2]);
            case GETGROUPS -> 0;
            case SETUID -> ProcessCalls.setIds(p.identity().user(), a[0]);
            case SETREUID -> ProcessCalls.setIds(p.identity().user(), a[0], a[1]);
            case SETRESUID -> ProcessCalls.setIds(p.identity().user(), a[0], a[1], a[2]);
            case SETGID -> ProcessCalls.setIds(p.identity().group(), a[0]);
            case SETREGID -> ProcessCalls.setIds(p.identity().group(), a[0], a[1]);
            case SETRESGID -> ProcessCalls.setIds(p.identity().group(), a[0], a[1], a[2]);
            case GETPGID, GETSID -> ProcessCalls.group(p, a[0]);
            case SETPGID -> ProcessCalls.setGroup(p, a[0], a[1]);
            case WAIT4, WAITID -> Errno.ECHILD.result();
            case PRCTL -> ProcessCalls.prctl(p, a[0], a[1]);
            case PRLIMIT64 -> ProcessCalls.prlimit(p, a[0], a[1], a[2], a[3]);
            case GETRLIMIT -> ProcessCalls.prlimit(p, 0, a[0], 0, a[1]);
            case SETRLIMIT -> ProcessCalls.prlimit(p, 0, a[0], a[1], 0);
            case FUTEX -> ProcessCalls.futex(p, r, a[0], a[1], a[2], a[3]);
            case SET_ROBUST_LIST -> 0;
            case RSEQ -> Errno.ENOSYS.result();

            case SCHED_YIELD, SCHED_SETAFFINITY, SETPRIORITY -> 0;
            case SCHED_GETAFFINITY -> SystemCalls.schedGetaffinity(p, a[1], a[2]);
            case SCHED_GETSCHEDULER, SCHED_SETSCHEDULER -> 0;
            case SCHED_GETPARAM -> SystemCalls.schedGetparam(p, a[1]);
            case SCHED_GET_PRIORITY_MAX -> SystemCalls.priority(a[0], 99);
            case SCHED_GET_PRIORITY_MIN -> SystemCalls.priority(a[0], 1);
            case GETPRIORITY -> SystemCalls.NICENESS;
            case GETCPU -> SystemCalls.getcpu(p, a[0], a[1]);
            case UNAME -> SystemCalls.uname(p, a[0]);
            case SYSINFO -> SystemCalls.sysinfo(p, r, a[0]);
            case GETRANDOM -> SystemCalls.getrandom(p, a[0], a[1], a[2]);
            case PERSONALITY -> 0;
            case RISCV_HWPROBE -> SystemCalls.hwprobe(p, a[0], a[1], a[4]);
            case RISCV_FLUSH_ICACHE -> SystemCalls.flushInstructionCache(p, a[0], a[1]);

            case RT_SIGACTION -> SignalCalls.sigaction(p, a[0], a[1], a[2], a[3]);
            case RT_SIGPROCMASK -> SignalCalls.sigprocmask(p, a[0], a[1], a[2], a[3]);
            case RT_SIGPENDING -> SignalCalls.sigpending(p, a[0], a[1]);
            case RT_SIGTIMEDWAIT -> SignalCalls.sigtimedwait(p, a[0], a[2], a[3]);
            case SIGALTSTACK -> SignalCalls.sigaltstack(p, r, a[0], a[1]);
            case KILL -> SignalCalls.kill(p, a[0], a[1]);
            case TKILL -> SignalCalls.tkill(p, a[0], a[1]);
            case TGKILL -> SignalCalls.tgkill(p, a[0], a[1], a[2]);

            default -> unimplemented(p, number, "(" + call + ")");
        };
    }

    private static long unimplemented(LinuxProcess process, long number, String what) {
        process.diagnose(
                "the program makes system call "
                        + number
                        + " "
                        + what
                        + ", which is not implemented; it gets ENOSYS");
        return Errno.ENOSYS.result();
    }
}

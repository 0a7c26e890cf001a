package dev.tracewright.memory;

/// Page permissions and kinds of access, as bits of an `int`.
public final class Permission {
    /// The page can be loaded from.
    public static final int READ = 1;

    /// The page can be stored to.
    public static final int WRITE = 2;

    /// Instructions can be fetched from the page.
    public static final int EXECUTE = 4;

    /// Mapped, but every access faults.
    public static final int NONE = 0;

    /// Loads and stores.
    public static final int READ_WRITE = READ | WRITE;

    private static final int ALL = READ | WRITE | EXECUTE;

    private Permission() {}

    /// The bits as `/proc/PID/maps` prints them: `r-x`.
    public static String print(int permissions) {
        return (permissions & READ) == 0
                ? "-" + printRest(permissions)
                : "r" + printRest(permissions);
    }

    private static String printRest(int permissions) {
        return ((permissions & WRITE) == 0 ? "-" : "w")
                + ((permissions & EXECUTE) == 0 ? "-" : "x");
    }

    static int check(int permissions) {
        if ((permissions & ~ALL) != 0) {
            throw new IllegalArgumentException("permissions " + permissions + ", expected 0..7");
        }
        return permissions;
    }
}

package io.breakwater.local.outcome;

/** What {@code ./breakwater} ends with; the same list stands in every command's {@code --help}. */
public final class ExitCodes {

    public static final int OK = 0;

    /** It was tried and failed: a part didn't start, a test failed, no test ran. */
    public static final int FAILED = 1;

    /** Wrong use: an unknown command, option, service or number. */
    public static final int USAGE = 2;

    /** This machine doesn't allow it: no JDK 25, a port taken, already (or not) running, a directory not writable. */
    public static final int ENVIRONMENT = 3;

    private ExitCodes() {}
}

package io.breakwater.platform.telemetry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * For what is tried again and again while something it needs is away: one line when that begins, one for each new kind of
 * cause, one when it is over. An outage of an hour would otherwise be thousands of stack traces that all say the same.
 */
public final class Outage {

    private final Logger log;
    private final String what;
    private final AtomicReference<@Nullable String> known = new AtomicReference<>();
    private final AtomicLong sinceNanos = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** For what is said at the beginning of each line, for example "The outbox can't be read". */
    public Outage(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** It failed. The stack trace is for whoever asks for DEBUG. */
    public void failed(Throwable cause) {
        failures.incrementAndGet();
        String kind = kind(cause);
        String before = known.getAndSet(kind);
        if (before == null) {
            sinceNanos.set(System.nanoTime());
        }
        if (!kind.equals(before)) {
            log.warn("{}; trying again until it can: {}", what, text(cause));
        }
        log.debug("{}", what, cause);
    }

    /** It succeeded: the end of the outage, if there was one. */
    public void over() {
        if (known.getAndSet(null) != null) {
            Duration lasted = Duration.ofNanos(System.nanoTime() - sinceNanos.get());
            log.info("Over after {} s and {} failures: {}", lasted.toSeconds(), failures.getAndSet(0), what);
        }
    }

    /** By types, not by texts: those bear numbers and addresses that differ each time. */
    private static String kind(Throwable cause) {
        return cause.getClass().getName() + " by " + root(cause).getClass().getName();
    }

    private static String text(Throwable cause) {
        return cause.getCause() == null ? cause.toString() : cause + " by " + root(cause);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        // Bounded: a chain of causes may be a ring.
        for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }
}

package io.breakwater.platform.telemetry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;

/**
 * Tells of an outage twice, when it begins and when it is over, however often the job tries meanwhile. One for each job
 * that runs over and over.
 */
public final class OutageLog {

    // No outage: System.nanoTime() may be any number, so that one value has to be given up for it.
    private static final long NONE = 0;

    private final Logger log;
    private final String job;
    private final AtomicLong since = new AtomicLong(NONE);

    /** @param job what the line begins with, as "The outbox relay" */
    public OutageLog(Logger log, String job) {
        this.log = log;
        this.job = job;
    }

    /**
     * Call it for every run that failed.
     *
     * @return false where it was no outage: the caller has to tell of it, with its stack trace
     */
    public boolean failed(Throwable failure) {
        if (!Outages.isOutage(failure)) {
            return false;
        }
        if (since.compareAndSet(NONE, System.nanoTime() | 1)) {
            log.warn("{}: what it needs is away, it tries again until that is back: {}", job, inOneLine(failure));
        }
        return true;
    }

    /** Call it for every run that went through. */
    public void succeeded() {
        // Read first: this is called ten times a second, and nearly always there is nothing to tell.
        if (since.get() == NONE) {
            return;
        }
        long began = since.getAndSet(NONE);
        if (began != NONE) {
            Duration away = Duration.ofNanos(System.nanoTime() - began);
            log.info("{}: goes on after {} s", job, away.toSeconds());
        }
    }

    private static String inOneLine(Throwable failure) {
        String text = NestedExceptionUtils.getMostSpecificCause(failure).toString();
        return text.lines().findFirst().orElse(text);
    }
}

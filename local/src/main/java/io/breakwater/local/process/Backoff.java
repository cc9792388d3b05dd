package io.breakwater.local.process;

import java.time.Duration;

/** How long a program that ended by itself rests before it is started again. Not thread-safe: one per instance. */
public final class Backoff {

    // Short enough that a killed replica is back before most clients notice.
    private static final Duration FIRST = Duration.ofMillis(200);

    // A program that can't start burns two CPU-seconds each time: six a minute leave the machine usable.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    // Who ran this long didn't die of its start: the next end is a new story.
    private static final Duration HEALTHY = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The rest before the next start, where the program {@code ran} that long this time. */
    public Duration after(Duration ran) {
        if (ran.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}

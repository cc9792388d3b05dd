package io.breakwater.platform.drain;

import java.time.Duration;

/**
 * The longest that each step of a drain may take, after the hold ({@link DrainProperties}); requests have
 * {@code spring.lifecycle.timeout-per-shutdown-phase}. A test adds them up.
 */
public final class DrainTimes {

    /** The message in hand: a listener only writes rows, and its transaction ends after 5 s. */
    public static final Duration CONSUMERS = Duration.ofSeconds(10);

    /** Jobs in hand have had the hold, too. What takes longer is another's when its lease ends. */
    public static final Duration WORKERS = Duration.ofSeconds(5);

    /** Of the relay's three steps: the batch in flight, the renewal of leases, and what was committed last. */
    public static final Duration RELAY_STEP = Duration.ofSeconds(2);

    /** Nothing is in flight any more; by default it is 30 s where the broker is away. */
    public static final Duration PRODUCER = Duration.ofSeconds(1);

    private DrainTimes() {}
}

package io.breakwater.platform.ids;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDv7 (RFC 9562, method 1 of section 6.2): 48 bits of milliseconds, a 12-bit counter, 62 random bits. Ids of one
 * instance only grow, also where the clock stands still or goes back; where a millisecond's counter is used up, the time
 * field runs ahead of the clock.
 */
public final class IdGenerator {

    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    // The counter starts in its lower half, so that at least 2,048 ids fit into a millisecond.
    private static final int COUNTER_SEED_BOUND = 1 << (COUNTER_BITS - 1);
    private static final long VERSION_7 = 0x7000L;
    private static final long RANDOM_MASK = (1L << 62) - 1;
    private static final long VARIANT = 1L << 63;

    private final Clock clock;
    private final RandomGenerator random;
    /** Milliseconds and counter in one number. */
    private long last;

    public IdGenerator(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long tick = tick();
        long high = (tick >>> COUNTER_BITS << 16) | VERSION_7 | (tick & COUNTER_MASK);
        return new UUID(high, VARIANT | (random.nextLong() & RANDOM_MASK));
    }

    private synchronized long tick() {
        long fresh = (clock.millis() << COUNTER_BITS) | random.nextInt(COUNTER_SEED_BOUND);
        boolean sameMillisecond = fresh >>> COUNTER_BITS <= last >>> COUNTER_BITS;
        last = sameMillisecond ? last + 1 : fresh;
        return last;
    }
}

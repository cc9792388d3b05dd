package io.breakwater.simulator.stripe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;

/** Which keys have an answer, where it is in the journal, and which are in use now. Guarded by the account's lock. */
final class IdempotencyKeys {

    // Two for each intent that fits the account (create and confirm), some 100 MB of heap at worst.
    private static final int MAX_KEPT = 400_000;

    // Stripe's own promise.
    private static final Duration KEPT_FOR = Duration.ofHours(24);

    private final Clock clock;
    private final SequencedMap<String, Kept> answered = new LinkedHashMap<>();
    private final Set<String> inFlight = new HashSet<>();

    private record Kept(long offset, Instant at) {}

    IdempotencyKeys(Clock clock) {
        this.clock = clock;
    }

    /** False where another call holds the key. */
    boolean claim(String key) {
        return inFlight.add(key);
    }

    void release(String key) {
        inFlight.remove(key);
    }

    boolean full() {
        return answered.size() >= MAX_KEPT;
    }

    void remember(String key, long offset, Instant at) {
        forgetOld();
        answered.putLast(key, new Kept(offset, at));
    }

    OptionalLong find(String key) {
        forgetOld();
        Kept kept = answered.get(key);
        return kept == null ? OptionalLong.empty() : OptionalLong.of(kept.offset());
    }

    /** The journal's order is the order of age, so the old ones are in front. */
    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT_FOR);
        Iterator<Kept> eldest = answered.values().iterator();
        while (eldest.hasNext() && !eldest.next().at().isAfter(oldest)) {
            eldest.remove();
        }
    }
}

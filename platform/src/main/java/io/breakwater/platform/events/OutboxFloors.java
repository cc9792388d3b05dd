package io.breakwater.platform.events;

import io.breakwater.platform.events.OutboxBatch.Held;
import java.util.Map;
import java.util.TreeMap;

/**
 * Up to which position each partition is known to be empty for good. Without it every look would read all the deleted
 * rows again that vacuum can't remove yet: while one old transaction is open anywhere on the server, the cost of
 * publishing would grow with the square of the number of events.
 *
 * <p>No cursor: the order of positions is not the order of commits, and a row with a lower position may appear late. A
 * position becomes a floor only when a later look shows that every transaction has ended that could have drawn a lower
 * one, and that nothing is left below it. ({@link PostgresOutbox} has its transaction's number before it draws the
 * position.)
 */
final class OutboxFloors {

    private record Floor(long epoch, long position, long candidate, long candidateSeenBefore) {}

    private Map<Integer, Floor> floors = Map.of();

    /** What a look tells. A partition that is no longer held, or held again since, begins anew. */
    void learn(OutboxBatch batch) {
        Map<Integer, Floor> learnt = new TreeMap<>();
        batch.held().forEach((partition, held) -> {
            Floor known = floors.get(partition);
            learnt.put(
                    partition,
                    next(
                            known == null || known.epoch() != held.epoch() ? new Floor(held.epoch(), 0, 0, 0) : known,
                            held,
                            batch));
        });
        floors = learnt;
    }

    private static Floor next(Floor known, Held held, OutboxBatch batch) {
        long position = known.position();
        long candidate = known.candidate();
        if (candidate > position) {
            boolean settled = batch.horizon().oldestRunning() >= known.candidateSeenBefore()
                    && held.first() > candidate
                    && !batch.resting();
            if (!settled) {
                return known;
            }
            position = candidate;
        }
        // Whoever drew this position or a lower one had begun to write before this look.
        return new Floor(known.epoch(), position, held.last(), batch.horizon().next());
    }

    /** To be called after every failure: the server may be another one now, with positions of its own. */
    void forget() {
        floors = Map.of();
    }

    int[] partitions() {
        return floors.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    long[] epochs() {
        return floors.values().stream().mapToLong(Floor::epoch).toArray();
    }

    long[] positions() {
        return floors.values().stream().mapToLong(Floor::position).toArray();
    }
}

package io.breakwater.platform.work;

import io.breakwater.platform.work.WorkRows.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that this loop works on, and until when they are ours. A process that lives renews its leases, so that a call
 * that takes longer is no reason to make it a second time; one that is frozen or dead doesn't, and loses them.
 */
final class ClaimsInHand {

    private static final Logger log = LoggerFactory.getLogger(ClaimsInHand.class);

    // A call that has not come back by then hangs for ever: somebody else may try, and its own outcome is refused.
    private static final int LONGEST_HOLD_LEASES = 10;

    private final Map<Claim, Hold> holds = new ConcurrentHashMap<>();
    private final WorkRows rows;
    private final Duration lease;

    ClaimsInHand(WorkRows rows, Duration lease) {
        this.rows = rows;
        this.lease = lease;
    }

    private record Hold(long sinceNanos, long untilNanos) {}

    /** @param askedNanos when the claim was asked for, by the monotonic clock: its lease began later */
    void add(Claim claim, long askedNanos) {
        holds.put(claim, new Hold(askedNanos, askedNanos + lease.toNanos()));
    }

    void remove(Claim claim) {
        holds.remove(claim);
    }

    boolean isEmpty() {
        return holds.isEmpty();
    }

    /** False where this process stood still for so long that another one may have the job already. */
    boolean holds(Claim claim) {
        Hold hold = holds.get(claim);
        return hold != null && hold.untilNanos() - System.nanoTime() > 0;
    }

    /** Well within a lease: two renewals may fail. */
    Duration pauseBetweenRenewals() {
        return lease.dividedBy(3);
    }

    void renew() {
        long asked = System.nanoTime();
        long longest = lease.multipliedBy(LONGEST_HOLD_LEASES).toNanos();
        List<Claim> inHand = holds.entrySet().stream()
                .filter(one -> asked - one.getValue().sinceNanos() < longest)
                .map(Map.Entry::getKey)
                .toList();
        if (inHand.isEmpty()) {
            return;
        }
        List<Claim> held = rows.renew(inHand, lease);
        for (Claim claim : inHand) {
            if (held.contains(claim)) {
                holds.computeIfPresent(claim, (same, hold) -> new Hold(hold.sinceNanos(), asked + lease.toNanos()));
            } else if (holds.remove(claim) != null) {
                // Or it has been recorded in this very moment.
                log.debug(
                        "{} {} is no longer ours",
                        claim.job().kind(),
                        claim.job().key());
            }
        }
    }
}

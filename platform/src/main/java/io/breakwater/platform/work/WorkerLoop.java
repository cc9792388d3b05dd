package io.breakwater.platform.work;

import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.telemetry.OutageLog;
import io.breakwater.platform.telemetry.Outages;
import io.breakwater.platform.work.WorkRows.Claim;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Claims the jobs of one kind and has its worker do them. */
final class WorkerLoop {

    private static final Logger log = LoggerFactory.getLogger(WorkerLoop.class);

    // A database that is away is asked about once a second.
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Worker worker;
    private final WorkRows rows;
    private final TransactionTemplate transactions;
    private final Bell bell;
    private final Duration poll;
    private final BooleanSupplier draining;
    private final RandomGenerator random;
    // Only this loop acquires; the jobs' threads release.
    private final Semaphore slots;
    private final ClaimsInHand inHand;
    private final Bell renewing = new Bell();
    private final OutageLog claiming;
    private final OutageLog leases;
    private final OutageLog outcomes;
    private final CountDownLatch end = new CountDownLatch(1);

    WorkerLoop(
            Worker worker,
            WorkRows rows,
            TransactionTemplate transactions,
            Bell bell,
            Pace pace,
            BooleanSupplier draining) {
        this.worker = worker;
        this.rows = rows;
        this.transactions = transactions;
        this.bell = bell;
        this.poll = pace.poll();
        this.draining = draining;
        this.random = pace.random();
        this.slots = new Semaphore(worker.concurrency());
        this.inHand = new ClaimsInHand(rows, worker.lease());
        this.claiming = new OutageLog(log, "The claims of " + worker.kind() + " jobs");
        this.leases = new OutageLog(log, "The leases of " + worker.kind() + " jobs");
        this.outcomes = new OutageLog(log, "The outcomes of " + worker.kind() + " jobs");
    }

    /** When the loop looks, and how retries are spread. */
    record Pace(Duration poll, RandomGenerator random) {}

    void run() {
        while (running()) {
            try {
                boolean more = turn();
                claiming.succeeded();
                if (!more) {
                    bell.await(poll);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The database is away: the jobs are still there when it is back.
                if (!claiming.failed(e)) {
                    log.error("No {} jobs could be claimed; trying again", worker.kind(), e);
                }
                pause(bell, AFTER_FAILURE);
            }
        }
    }

    /** Keeps what is in hand, to its end. */
    void renew() {
        while (running() || !inHand.isEmpty()) {
            pause(renewing, inHand.pauseBetweenRenewals());
            try {
                inHand.renew();
                leases.succeeded();
            } catch (RuntimeException e) {
                if (!leases.failed(e)) {
                    log.error("The leases of {} jobs could not be renewed", worker.kind(), e);
                }
            }
        }
    }

    /** Claims what fits into the free slots. Returns true if there may be more. */
    private boolean turn() {
        int free = slots.availablePermits();
        if (free == 0 || draining.getAsBoolean()) {
            return false;
        }
        long asked = System.nanoTime();
        List<Claim> claims = rows.claim(worker.kind(), free, worker.lease());
        for (Claim claim : claims) {
            slots.acquireUninterruptibly();
            inHand.add(claim, asked);
            Thread.ofVirtual().name("work-" + worker.kind()).start(() -> begin(claim));
        }
        return claims.size() == free;
    }

    private void begin(Claim claim) {
        try {
            if (inHand.holds(claim)) {
                work(claim);
            } else {
                log.info(
                        "{} {}: not begun, its lease is over",
                        worker.kind(),
                        claim.job().key());
            }
        } finally {
            inHand.remove(claim);
            slots.release();
            bell.ring();
        }
    }

    void work(Claim claim) {
        claim.origin().call(() -> {
            record(claim, attempt(claim));
            return true;
        });
    }

    private Outcome attempt(Claim claim) {
        try {
            return worker.work(claim.job());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return later(claim, e);
        } catch (Exception e) {
            // Whatever it was, the job stays: the next attempt, the metric and last_error tell.
            tell("attempt " + claim.job().attempt() + " failed", claim, e);
            return later(claim, e);
        }
    }

    private Outcome later(Claim claim, Exception e) {
        // Full jitter: what failed together must not come back together.
        long ceiling = worker.backoff(claim.job().attempt()).toMillis();
        return Outcome.retryIn(Duration.ofMillis(random.nextLong(ceiling + 1)), reason(e));
    }

    /**
     * Tries until it is recorded, another worker has the job, or this loop ends: what was done outside, as a mail that
     * was sent, is not to be done again only because the database was away when it was to be noted.
     */
    private void record(Claim claim, Outcome outcome) {
        Outcome toRecord = outcome;
        do {
            try {
                write(claim, toRecord);
                outcomes.succeeded();
                return;
            } catch (LeaseLost lost) {
                log.info(
                        "{} {}: the lease had ended, another worker has it, or it was recorded before",
                        worker.kind(),
                        claim.job().key());
                return;
            } catch (RuntimeException e) {
                if (!outcomes.failed(e)) {
                    tell("the outcome could not be recorded", claim, e);
                    toRecord = later(claim, e);
                }
            }
        } while (!endsWithin(AFTER_FAILURE));
        log.warn(
                "{} {}: its outcome is not recorded, it is due again when its lease ends",
                worker.kind(),
                claim.job().key());
    }

    private void write(Claim claim, Outcome outcome) {
        transactions.executeWithoutResult(status -> {
            // First the row: its lock keeps a claim away until we have committed, and where the epoch has moved on,
            // nothing else is written.
            boolean ours = switch (outcome) {
                case Outcome.Done done -> rows.delete(claim);
                case Outcome.RetryIn retry -> rows.retryIn(claim, retry.pause(), retry.reason());
                case Outcome.RetryAt retry -> rows.retryAt(claim, retry.due(), retry.reason());
                case Outcome.Failed failed -> rows.fail(claim, failed.reason());
            };
            if (!ours) {
                throw new LeaseLost();
            }
            outcome.inTransaction().run();
        });
    }

    /** An outage is told in a line: all that is in hand meets it at once, and its stack traces say nothing. */
    private void tell(String what, Claim claim, Exception e) {
        if (Outages.isOutage(e)) {
            log.warn("{} {}: {}: {}", worker.kind(), claim.job().key(), what, e.toString());
        } else {
            log.warn("{} {}: {}", worker.kind(), claim.job().key(), what, e);
        }
    }

    private static String reason(Exception e) {
        String text = e.toString().replace('\0', '\uFFFD');
        return text.substring(0, Math.min(text.length(), 500));
    }

    private static void pause(Bell bell, Duration duration) {
        try {
            bell.await(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String kind() {
        return worker.kind();
    }

    private boolean running() {
        return end.getCount() > 0;
    }

    private boolean endsWithin(Duration pause) {
        try {
            return end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** No more claims. */
    void stop() {
        end.countDown();
        bell.ring();
        renewing.ring();
    }

    /** Waits for what is in hand. Returns false if it takes longer; then the leases end by themselves. */
    boolean await(long nanos) throws InterruptedException {
        return slots.tryAcquire(worker.concurrency(), nanos, TimeUnit.NANOSECONDS);
    }

    /** Rolls back what the outcome would have written. */
    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost() {
            super(null, null, false, false);
        }
    }
}

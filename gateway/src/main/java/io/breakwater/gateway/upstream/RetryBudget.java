package io.breakwater.gateway.upstream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds retries to a share of requests, so that they can't amplify an outage (as in Finagle's RetryBudget): a request puts
 * a few percent of a retry in, a retry takes a whole one out.
 */
final class RetryBudget {

    private static final long RETRY = 100;

    private final long depositPercent;
    private final long most;
    private final AtomicLong balance;

    RetryBudget(int percent, int reserve) {
        this.depositPercent = percent;
        this.most = reserve * RETRY;
        this.balance = new AtomicLong(most);
    }

    void request() {
        balance.updateAndGet(now -> Math.min(most, now + depositPercent));
    }

    /** Whether one more retry is allowed; if so it is spent. */
    boolean spend() {
        return balance.getAndUpdate(now -> now >= RETRY ? now - RETRY : now) >= RETRY;
    }
}

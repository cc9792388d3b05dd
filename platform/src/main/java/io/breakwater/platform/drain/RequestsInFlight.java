package io.breakwater.platform.drain;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;

/**
 * Counts the requests at work, open streams among them. Knows whether Boot's web drain, which has its time and tells nobody
 * how it ended, has left some unanswered.
 */
final class RequestsInFlight implements SmartLifecycle {

    private final Consumer<String> overran;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean running;

    RequestsInFlight(Consumer<String> overran) {
        this.overran = overran;
    }

    void began() {
        count.incrementAndGet();
    }

    void ended() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        int unanswered = count();
        if (unanswered > 0) {
            overran.accept(unanswered + " requests took longer than their time and are cut");
        }
        running = false;
    }

    /** See {@link Drain#isPauseable()}. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DrainPhases.REQUESTS_ENDED;
    }
}

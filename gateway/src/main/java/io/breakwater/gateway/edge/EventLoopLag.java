package io.breakwater.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.netty.resources.LoopResources;

/**
 * How late the event loops are: a task that was due at one time and ran at a later one waited behind everything else that
 * the loop had to do, as each request did. Whatever blocks a loop shows here first.
 */
@Component
final class EventLoopLag implements SmartLifecycle {

    // A block of a tenth of a second is seen in two of five cases, and four tasks a second cost nothing.
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final LoopResources loops;
    private final Timer lag;
    private final List<Future<?>> watches = new CopyOnWriteArrayList<>();

    EventLoopLag(ReactorResourceFactory reactor, MeterRegistry meters) {
        this.loops = reactor.getLoopResources();
        this.lag = Timer.builder("breakwater.gateway.eventloop.lag")
                .description("How late an event loop did what was due")
                .register(meters);
    }

    @Override
    public void start() {
        for (EventExecutor loop : loops.onServer(LoopResources.DEFAULT_NATIVE)) {
            watches.add(loop.scheduleWithFixedDelay(
                    new Watch(lag), PAUSE.toNanos(), PAUSE.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    /** Runs on one loop. */
    private static final class Watch implements Runnable {

        private final Timer lag;
        private long due = System.nanoTime() + PAUSE.toNanos();

        Watch(Timer lag) {
            this.lag = lag;
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            lag.record(Math.max(0, now - due), TimeUnit.NANOSECONDS);
            due = now + PAUSE.toNanos();
        }
    }

    @Override
    public void stop() {
        watches.forEach(watch -> watch.cancel(false));
        watches.clear();
    }

    @Override
    public boolean isRunning() {
        return !watches.isEmpty();
    }
}

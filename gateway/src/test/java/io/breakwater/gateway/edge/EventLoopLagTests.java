package io.breakwater.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

class EventLoopLagTests {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ReactorResourceFactory reactor = new ReactorResourceFactory();

    @BeforeEach
    void start() {
        reactor.setUseGlobalResources(false);
        reactor.setLoopResources(LoopResources.create("lag", 2, true));
        reactor.start();
    }

    @AfterEach
    void stop() {
        reactor.stop();
    }

    @Test
    void tellsOfALoopThatWasBlocked() {
        EventLoopLag lag = new EventLoopLag(reactor, meters);
        Timer timer = meters.get("breakwater.gateway.eventloop.lag").timer();
        lag.start();
        await().atMost(BOUND).until(() -> timer.count() >= 2);

        EventExecutor loop = reactor.getLoopResources()
                .onServer(LoopResources.DEFAULT_NATIVE)
                .next();
        loop.execute(() -> block(Duration.ofSeconds(1)));

        // It was due at most a quarter of a second after the block began.
        await().atMost(BOUND).until(() -> timer.max(TimeUnit.MILLISECONDS) >= 700);
        lag.stop();
        assertThat(lag.isRunning()).isFalse();
    }

    private static void block(Duration duration) {
        try {
            assertThat(new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

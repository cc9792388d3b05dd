package io.breakwater.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualThreadsTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final VirtualThreads threads = new VirtualThreads();

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void timesWaitsThatKeepTheirCarrier() throws InterruptedException {
        threads.bindTo(meters);
        threads.start();

        Thread.ofVirtual().start(() -> assertThat(Pinning.DONE).isFalse()).join();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> meters.get("jvm.threads.virtual.pinned").timer().count() > 0);
        assertThat(meters.get("jvm.threads.virtual.pinned").timer().totalTime(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(100);
    }

    @Test
    void countsCarriersAndWhoNeedsThem() {
        threads.bindTo(meters);

        assertThat(meters.get("jvm.threads.virtual.carriers").gauge().value()).isPositive();
        assertThat(meters.get("jvm.threads.virtual.mounted").gauge().value()).isNotNegative();
        assertThat(meters.get("jvm.threads.virtual.queued").gauge().value()).isNotNegative();
    }

    /** A class that waits while it is initialised: the JVM has a native frame there, which can't be unmounted. */
    private static final class Pinning {

        static final boolean DONE = waited();

        private static boolean waited() {
            try {
                return new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}

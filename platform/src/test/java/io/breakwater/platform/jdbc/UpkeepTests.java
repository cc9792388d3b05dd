package io.breakwater.platform.jdbc;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class UpkeepTests {

    @Test
    void goesOnAfterARunThatFailed() {
        AtomicInteger failing = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        Upkeep upkeep = new Upkeep("test")
                .every(Duration.ofMillis(1), Duration.ZERO, "What needs a database", () -> {
                    failing.incrementAndGet();
                    throw new QueryTimeoutException("away");
                })
                .every(Duration.ofMillis(1), Duration.ZERO, "What has a fault", () -> {
                    broken.incrementAndGet();
                    throw new IllegalStateException("a fault");
                });

        upkeep.start();

        await().atMost(Duration.ofMinutes(1)).until(() -> failing.get() > 2 && broken.get() > 2);
        upkeep.stop();
    }
}

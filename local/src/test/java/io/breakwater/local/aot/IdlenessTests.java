package io.breakwater.local.aot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class IdlenessTests {

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void isReachedAfterFiveQuietSamplesInARow() throws InterruptedException {
        Iterator<Double> loads =
                List.of(0.1, 0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1).iterator();

        boolean idle = new Idleness(loads::next, Duration.ZERO).await(end);

        assertThat(idle).isTrue();
        assertThat(loads).isExhausted();
    }

    @Test
    void isNotReachedWhereTheLoadIsNotKnown() throws InterruptedException {
        Iterator<Double> loads =
                List.of(-1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0).iterator();

        boolean idle = new Idleness(() -> next(loads), Duration.ZERO).await(end);

        assertThat(idle).isFalse();
    }

    @Test
    void isNotWaitedForBeyondTheEnd() throws InterruptedException {
        end.countDown();

        assertThat(new Idleness(() -> 0, Duration.ofHours(1)).await(end)).isFalse();
    }

    private double next(Iterator<Double> loads) {
        if (!loads.hasNext()) {
            end.countDown();
            return -1;
        }
        return loads.next();
    }
}

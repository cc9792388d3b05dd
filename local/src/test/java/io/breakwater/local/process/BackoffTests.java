package io.breakwater.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private final Backoff backoff = new Backoff();

    @Test
    void doublesFromAFifthOfASecondToTenSeconds() {
        assertThat(IntStream.range(0, 8)
                        .mapToObj(time -> backoff.after(Duration.ZERO).toMillis()))
                .containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10000L, 10000L);
    }

    @Test
    void beginsAnewAfterAHealthyLife() {
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ZERO);

        assertThat(backoff.after(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(200));
    }
}

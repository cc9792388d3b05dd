package io.breakwater.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ReconcileSettingsTests {

    private static final ReconcileSettings DEFAULTS = new ReconcileSettings(
            List.of(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30)),
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            Duration.ofHours(23));

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Enabled.class);

    @EnableConfigurationProperties(ReconcileSettings.class)
    static class Enabled {}

    @Test
    void hasDefaults() {
        runner.run(
                context -> assertThat(context).getBean(ReconcileSettings.class).isEqualTo(DEFAULTS));
    }

    @Test
    void mapsEveryKeyAndRefusesOthers() {
        runner.withPropertyValues(
                        "payments.reconcile.first=1s,2s",
                        "payments.reconcile.then=3s",
                        "payments.reconcile.hourly-after=2d",
                        "payments.reconcile.expire-after=20h")
                .run(context -> assertThat(context)
                        .getBean(ReconcileSettings.class)
                        .isEqualTo(new ReconcileSettings(
                                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                                Duration.ofSeconds(3),
                                Duration.ofDays(2),
                                Duration.ofHours(20))));
        runner.withPropertyValues("payments.reconcile.frist=1s")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void asksSoonAtFirstThenTwiceAMinuteThenHourly() {
        Random random = new Random(7);

        assertThat(IntStream.rangeClosed(1, 5)
                        .mapToLong(attempt -> DEFAULTS.pause(attempt, Duration.ofSeconds(1), random)
                                .toSeconds()))
                .containsExactly(2L, 5L, 10L, 20L, 30L);
        assertThat(IntStream.range(6, 500).mapToObj(attempt -> DEFAULTS.pause(attempt, Duration.ofHours(2), random)))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36)));
        assertThat(DEFAULTS.pause(2, Duration.ofDays(1), random))
                .isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72));
    }

    @Test
    void givesUpBeforeTheProviderForgetsItsKeys() {
        assertThat(DEFAULTS.expireAfter()).isLessThan(Duration.ofHours(24));
    }
}

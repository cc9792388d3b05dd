package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class StreamSettingsTests {

    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration DRAINS_HOLD = Duration.ofSeconds(5);

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void defaults() {
        runner.run(context -> assertThat(context.getBean(StreamSettings.class))
                .isEqualTo(new StreamSettings(
                        1000,
                        DataSize.ofKilobytes(4),
                        DataSize.ofKilobytes(64),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(1))));
    }

    @Test
    void everyKeyMaps() {
        runner.withPropertyValues(
                        "gateway.streams.open=1",
                        "gateway.streams.frame-from-client=2KB",
                        "gateway.streams.frame-from-service=3KB",
                        "gateway.streams.silence=4s",
                        "gateway.streams.stall=5s",
                        "gateway.streams.linger=6s",
                        "gateway.streams.check=7s",
                        "gateway.streams.check-timeout=8s")
                .run(context -> assertThat(context.getBean(StreamSettings.class))
                        .isEqualTo(new StreamSettings(
                                1,
                                DataSize.ofKilobytes(2),
                                DataSize.ofKilobytes(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8))));
    }

    @Test
    void timesNest() {
        runner.run(context -> {
            StreamSettings settings = context.getBean(StreamSettings.class);
            assertThat(settings.silence()).isGreaterThan(PING);
            assertThat(settings.stall()).isLessThan(settings.silence());
            assertThat(settings.check()).isLessThanOrEqualTo(Duration.ofSeconds(15));
            assertThat(settings.linger()).isLessThan(DRAINS_HOLD);
        });
    }

    @EnableConfigurationProperties(StreamSettings.class)
    static class Bound {}
}

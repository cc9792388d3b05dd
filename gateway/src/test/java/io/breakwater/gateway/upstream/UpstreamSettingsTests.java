package io.breakwater.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.upstream.UpstreamSettings.Breaker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class UpstreamSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void defaults() {
        runner.run(context -> assertThat(context.getBean(UpstreamSettings.class))
                .isEqualTo(new UpstreamSettings(
                        3,
                        Duration.ofMillis(20),
                        15,
                        10,
                        DataSize.ofMegabytes(4),
                        Duration.ofSeconds(20),
                        50,
                        new Breaker(80, Duration.ofSeconds(4), Duration.ofSeconds(10), 20, Duration.ofSeconds(2), 5))));
    }

    @Test
    void everyKeyMaps() {
        runner.withPropertyValues(
                        "gateway.upstream.tries=1",
                        "gateway.upstream.backoff=2ms",
                        "gateway.upstream.retry-percent=3",
                        "gateway.upstream.retry-reserve=4",
                        "gateway.upstream.recorded-bodies=5MB",
                        "gateway.upstream.stall=6s",
                        "gateway.upstream.pending-connections=7",
                        "gateway.upstream.breaker.failure-rate-percent=8",
                        "gateway.upstream.breaker.slow-call=9s",
                        "gateway.upstream.breaker.window=10s",
                        "gateway.upstream.breaker.minimum-calls=11",
                        "gateway.upstream.breaker.open-for=12s",
                        "gateway.upstream.breaker.probes=13")
                .run(context -> assertThat(context.getBean(UpstreamSettings.class))
                        .isEqualTo(new UpstreamSettings(
                                1,
                                Duration.ofMillis(2),
                                3,
                                4,
                                DataSize.ofMegabytes(5),
                                Duration.ofSeconds(6),
                                7,
                                new Breaker(
                                        8,
                                        Duration.ofSeconds(9),
                                        Duration.ofSeconds(10),
                                        11,
                                        Duration.ofSeconds(12),
                                        13))));
    }

    @Test
    void anUnknownKeyFailsTheStart() {
        runner.withPropertyValues("gateway.upstream.breaker.percent=8")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(UpstreamSettings.class)
    static class Bound {}
}

package io.breakwater.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class EdgeSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void defaults() {
        runner.run(context -> assertThat(context.getBean(EdgeSettings.class))
                .isEqualTo(new EdgeSettings(
                        DataSize.ofKilobytes(256),
                        DataSize.ofKilobytes(8),
                        Duration.ofSeconds(30),
                        List.of(),
                        2000,
                        true)));
    }

    @Test
    void everyKeyMaps() {
        runner.withPropertyValues(
                        "gateway.edge.max-body=1KB",
                        "gateway.edge.max-uri=2KB",
                        "gateway.edge.request-timeout=3s",
                        "gateway.edge.trusted-proxies=10.0.0.1,192.168.0.0/16",
                        "gateway.edge.connections=7",
                        "gateway.edge.reuse-port=false")
                .run(context -> assertThat(context.getBean(EdgeSettings.class))
                        .isEqualTo(new EdgeSettings(
                                DataSize.ofKilobytes(1),
                                DataSize.ofKilobytes(2),
                                Duration.ofSeconds(3),
                                List.of("10.0.0.1", "192.168.0.0/16"),
                                7,
                                false)));
    }

    @Test
    void anUnknownKeyFailsTheStart() {
        runner.withPropertyValues("gateway.edge.max-bodies=1KB")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(EdgeSettings.class)
    static class Bound {}
}

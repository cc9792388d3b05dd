package io.breakwater.core.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StockSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context ->
                assertThat(context.getBean(StockSettings.class)).isEqualTo(new StockSettings(Duration.ofMillis(500))));
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("core.stock.lock-wait=2s")
                .run(context -> assertThat(context.getBean(StockSettings.class))
                        .isEqualTo(new StockSettings(Duration.ofSeconds(2))));
    }

    @Test
    void refusesToWaitWithoutEndAndAMistypedKey() {
        runner.withPropertyValues("core.stock.lock-wait=0s")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("core.stock.wait=1s")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(StockSettings.class)
    static class Binding {}
}

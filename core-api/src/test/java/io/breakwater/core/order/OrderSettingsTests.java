package io.breakwater.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OrderSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(OrderSettings.class))
                .isEqualTo(new OrderSettings(Duration.ofSeconds(30), Duration.ofSeconds(30))));
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("core.orders.ask-after=1m", "core.orders.ask-every=2m")
                .run(context -> assertThat(context.getBean(OrderSettings.class))
                        .isEqualTo(new OrderSettings(Duration.ofMinutes(1), Duration.ofMinutes(2))));
    }

    @Test
    void refusesToAskAllTheTimeAndAMistypedKey() {
        runner.withPropertyValues("core.orders.ask-every=0s")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("core.orders.ask=1s")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(OrderSettings.class)
    static class Binding {}
}

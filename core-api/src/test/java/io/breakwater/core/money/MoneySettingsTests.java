package io.breakwater.core.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MoneySettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(MoneySettings.class)).isEqualTo(new MoneySettings("EUR")));
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("core.money.currency=SEK")
                .run(context -> assertThat(context.getBean(MoneySettings.class)).isEqualTo(new MoneySettings("SEK")));
    }

    @Test
    void refusesWhatIsNoCurrencyAndAMistypedKey() {
        runner.withPropertyValues("core.money.currency=euro")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("core.money.currencies=EUR")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(MoneySettings.class)
    static class Binding {}
}

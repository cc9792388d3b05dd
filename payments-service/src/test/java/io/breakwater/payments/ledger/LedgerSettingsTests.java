package io.breakwater.payments.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LedgerSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Enabled.class);

    @EnableConfigurationProperties(LedgerSettings.class)
    static class Enabled {}

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context)
                .getBean(LedgerSettings.class)
                .isEqualTo(new LedgerSettings(Duration.ofSeconds(30), Duration.ofSeconds(20))));
    }

    @Test
    void mapsEveryKeyAndRefusesOthers() {
        runner.withPropertyValues("payments.ledger.check-every=1m", "payments.ledger.check-timeout=2s")
                .run(context -> assertThat(context)
                        .getBean(LedgerSettings.class)
                        .isEqualTo(new LedgerSettings(Duration.ofMinutes(1), Duration.ofSeconds(2))));
        runner.withPropertyValues("payments.ledger.check=1m")
                .run(context -> assertThat(context).hasFailed());
    }
}

package io.breakwater.payments.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ProviderSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Enabled.class)
            .withPropertyValues("payments.provider.api-key=sk_test_1");

    @EnableConfigurationProperties(ProviderSettings.class)
    static class Enabled {}

    @Test
    void hasDefaultsButForTheKey() {
        runner.run(context -> assertThat(context)
                .getBean(ProviderSettings.class)
                .isEqualTo(new ProviderSettings(
                        URI.create("http://127.0.0.1:8090"),
                        "sk_test_1",
                        Duration.ofMillis(500),
                        Duration.ofMillis(2500),
                        24,
                        50,
                        Duration.ofSeconds(5))));
        new ApplicationContextRunner()
                .withUserConfiguration(Enabled.class)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void mapsEveryKeyAndRefusesOthers() {
        runner.withPropertyValues(
                        "payments.provider.base-url=https://api.stripe.com",
                        "payments.provider.connect-timeout=1s",
                        "payments.provider.read-timeout=2s",
                        "payments.provider.concurrency=3",
                        "payments.provider.failures=4",
                        "payments.provider.open-for=5s")
                .run(context -> assertThat(context)
                        .getBean(ProviderSettings.class)
                        .isEqualTo(new ProviderSettings(
                                URI.create("https://api.stripe.com"),
                                "sk_test_1",
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                3,
                                4,
                                Duration.ofSeconds(5))));
        runner.withPropertyValues("payments.provider.base-uri=http://x")
                .run(context -> assertThat(context).hasFailed());
    }
}

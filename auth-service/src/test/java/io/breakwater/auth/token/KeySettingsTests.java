package io.breakwater.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class KeySettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Binding.class)
            .withPropertyValues("auth.keys.encryption-key=secret");

    @Test
    void hasDefaults() {
        runner.run(context -> {
            KeySettings settings = context.getBean(KeySettings.class);

            assertThat(settings)
                    .isEqualTo(new KeySettings(
                            "secret", Duration.ofDays(30), Duration.ofMinutes(15), Duration.ofHours(2)));
        });
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("auth.keys.rotation=7d", "auth.keys.lead=1h", "auth.keys.grace=3h")
                .run(context -> {
                    KeySettings settings = context.getBean(KeySettings.class);

                    assertThat(settings)
                            .isEqualTo(new KeySettings(
                                    "secret", Duration.ofDays(7), Duration.ofHours(1), Duration.ofHours(3)));
                });
    }

    @Test
    void refusesAMistypedKey() {
        runner.withPropertyValues("auth.keys.mistyped=1")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refusesAGraceThatATokenOutlives() {
        runner.withPropertyValues("auth.keys.grace=2m")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void needsAnEncryptionKey() {
        new ApplicationContextRunner()
                .withUserConfiguration(Binding.class)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void keepsTheEncryptionKeyOutOfLogs() {
        runner.run(context ->
                assertThat(context.getBean(KeySettings.class).toString()).doesNotContain("secret"));
    }

    @EnableConfigurationProperties(KeySettings.class)
    static class Binding {}
}

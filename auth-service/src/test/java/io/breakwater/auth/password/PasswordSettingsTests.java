package io.breakwater.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PasswordSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context -> {
            PasswordSettings settings = context.getBean(PasswordSettings.class);

            assertThat(settings).isEqualTo(new PasswordSettings(0, Duration.ofSeconds(1)));
            assertThat(settings.hashesAtOnce())
                    .isBetween(1, Runtime.getRuntime().availableProcessors());
        });
    }

    @Test
    void takesEveryCoreButNotMoreThanHalfOfTheHeap() {
        assertThat(PasswordSettings.automatic(2, 1L << 30)).isEqualTo(2);
        assertThat(PasswordSettings.automatic(16, 112L << 20)).isEqualTo(2);
        assertThat(PasswordSettings.automatic(16, 32L << 20)).isEqualTo(1);
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("auth.passwords.concurrency=3", "auth.passwords.max-wait=2s")
                .run(context -> {
                    PasswordSettings settings = context.getBean(PasswordSettings.class);

                    assertThat(settings).isEqualTo(new PasswordSettings(3, Duration.ofSeconds(2)));
                    assertThat(settings.hashesAtOnce()).isEqualTo(3);
                });
    }

    @Test
    void refusesAMistypedKey() {
        runner.withPropertyValues("auth.passwords.mistyped=1")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(PasswordSettings.class)
    static class Binding {}
}

package io.breakwater.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RegistrationSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context -> {
            RegistrationSettings settings = context.getBean(RegistrationSettings.class);

            assertThat(settings).isEqualTo(new RegistrationSettings(Duration.ofHours(24), 10));
        });
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("auth.registrations.token-life=1h", "auth.registrations.per-address=2")
                .run(context -> {
                    RegistrationSettings settings = context.getBean(RegistrationSettings.class);

                    assertThat(settings).isEqualTo(new RegistrationSettings(Duration.ofHours(1), 2));
                });
    }

    @Test
    void refusesAMistypedKey() {
        runner.withPropertyValues("auth.registrations.mistyped=1")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(RegistrationSettings.class)
    static class Binding {}
}

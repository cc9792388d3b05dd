package io.breakwater.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SessionSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context -> {
            SessionSettings settings = context.getBean(SessionSettings.class);

            assertThat(settings).isEqualTo(new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(12), 20));
        });
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("auth.sessions.idle=1m", "auth.sessions.absolute=2h", "auth.sessions.per-user=3")
                .run(context -> {
                    SessionSettings settings = context.getBean(SessionSettings.class);

                    assertThat(settings).isEqualTo(new SessionSettings(Duration.ofMinutes(1), Duration.ofHours(2), 3));
                });
    }

    @Test
    void refusesAMistypedKey() {
        runner.withPropertyValues("auth.sessions.mistyped=1")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refusesAnIdleTimeLongerThanTheAbsoluteOne() {
        runner.withPropertyValues("auth.sessions.idle=13h")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(SessionSettings.class)
    static class Binding {}
}

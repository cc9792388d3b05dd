package io.breakwater.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class IdentitySettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void defaults() {
        runner.run(context -> {
            assertThat(context.getBean(SessionSettings.class))
                    .isEqualTo(new SessionSettings(
                            Duration.ofMinutes(30),
                            Duration.ofSeconds(30),
                            Duration.ofMillis(50),
                            Duration.ofMillis(500),
                            10_000,
                            Duration.ofSeconds(50)));
            assertThat(context.getBean(AuthSettings.class))
                    .isEqualTo(new AuthSettings("auth-service", "", Duration.ofSeconds(1), 2));
        });
    }

    @Test
    void everyKeyMaps() {
        runner.withPropertyValues(
                        "gateway.sessions.idle=1m",
                        "gateway.sessions.seen-after=2s",
                        "gateway.sessions.liveness-timeout=3ms",
                        "gateway.sessions.connect-timeout=4ms",
                        "gateway.sessions.kept=5",
                        "gateway.sessions.renew-after=6s",
                        "gateway.auth.service=identity",
                        "gateway.auth.internal-secret=s",
                        "gateway.auth.timeout=7s",
                        "gateway.auth.tries=8")
                .run(context -> {
                    assertThat(context.getBean(SessionSettings.class))
                            .isEqualTo(new SessionSettings(
                                    Duration.ofMinutes(1),
                                    Duration.ofSeconds(2),
                                    Duration.ofMillis(3),
                                    Duration.ofMillis(4),
                                    5,
                                    Duration.ofSeconds(6)));
                    assertThat(context.getBean(AuthSettings.class))
                            .isEqualTo(new AuthSettings("identity", "s", Duration.ofSeconds(7), 8));
                });
    }

    @Test
    void anUnknownKeyFailsTheStart() {
        runner.withPropertyValues("gateway.sessions.idel=1m")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("gateway.auth.secret=s")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties({SessionSettings.class, AuthSettings.class})
    static class Bound {}
}

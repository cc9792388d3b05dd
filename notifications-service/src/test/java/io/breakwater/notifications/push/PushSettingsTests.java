package io.breakwater.notifications.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.drain.DrainProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;

class PushSettingsTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void defaults() {
        runner.run(context -> assertThat(context.getBean(PushSettings.class))
                .isEqualTo(new PushSettings(
                        5,
                        200,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(15),
                        Duration.ofDays(7),
                        50)));
    }

    @Test
    void everyKeyMaps() {
        runner.withPropertyValues(
                        "notifications.push.streams-per-user=2",
                        "notifications.push.streams=3",
                        "notifications.push.ping=4s",
                        "notifications.push.stall=5s",
                        "notifications.push.farewell=11s",
                        "notifications.push.poll=6s",
                        "notifications.push.lease=7s",
                        "notifications.push.renewal=8s",
                        "notifications.push.kept=9d",
                        "notifications.push.page=10")
                .run(context -> assertThat(context.getBean(PushSettings.class))
                        .isEqualTo(new PushSettings(
                                2,
                                3,
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(11),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8),
                                Duration.ofDays(9),
                                10)));
    }

    @Test
    void aMistypedKeyFailsTheStart() {
        runner.withPropertyValues("notifications.push.pings=1s")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void aLeaseOutlivesTwoRenewalsThatFail() {
        runner.run(context -> {
            PushSettings settings = context.getBean(PushSettings.class);

            assertThat(settings.lease())
                    .isGreaterThanOrEqualTo(settings.renewal().multipliedBy(3));
        });
    }

    @Test
    void bothKindsOfStreamHaveThePatienceOfTheServer() throws IOException {
        Duration patience = DurationStyle.detectAndParse(platform("server.tomcat.connection-timeout"));

        runner.run(context ->
                assertThat(context.getBean(PushSettings.class).stall()).isEqualTo(patience));
    }

    @Test
    void farewellsEndWithinTheHoldOfTheDrain() {
        runner.run(context -> assertThat(context.getBean(PushSettings.class).farewell())
                .isLessThanOrEqualTo(context.getBean(DrainProperties.class).hold()));
    }

    @Test
    void streamsLeaveRequestsMostOfTheServersConnections() throws IOException {
        int connections = Integer.parseInt(platform("server.tomcat.max-connections"));

        runner.run(context ->
                assertThat(context.getBean(PushSettings.class).streams()).isLessThanOrEqualTo(connections / 2));
    }

    /** From the real YAML. */
    private static String platform(String key) throws IOException {
        return Objects.requireNonNull(new YamlPropertySourceLoader()
                        .load("platform", new ClassPathResource("platform.yml"))
                        .getFirst()
                        .getProperty(key))
                .toString();
    }

    @EnableConfigurationProperties({PushSettings.class, DrainProperties.class})
    static class Settings {}
}

package io.breakwater.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class MailSettingsTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void defaults() {
        runner.run(context -> assertThat(context.getBean(MailSettings.class))
                .isEqualTo(new MailSettings(
                        "Breakwater <no-reply@breakwater.local>", "breakwater.local", 4, Duration.ofSeconds(60))));
    }

    @Test
    void everyKeyMaps() {
        runner.withPropertyValues(
                        "notifications.mail.from=shop@example.org",
                        "notifications.mail.message-domain=example.org",
                        "notifications.mail.concurrency=2",
                        "notifications.mail.lease=90s")
                .run(context -> assertThat(context.getBean(MailSettings.class))
                        .isEqualTo(new MailSettings("shop@example.org", "example.org", 2, Duration.ofSeconds(90))));
    }

    @Test
    void aMistypedKeyFailsTheStart() {
        runner.withPropertyValues("notifications.mail.form=shop@example.org")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void theLeaseOutlivesAConversationThatIsSlowAtEveryStep() throws IOException {
        // Greeting, EHLO, MAIL, RCPT, DATA, the mail itself (written and answered).
        long slowest = smtp("connectiontimeout") + 6 * smtp("timeout") + smtp("writetimeout");

        runner.run(context -> assertThat(context.getBean(MailSettings.class).lease())
                .isGreaterThan(Duration.ofMillis(slowest).plusSeconds(10)));
    }

    /** From the real YAML; each of these is infinite where it is missing. */
    private static long smtp(String key) throws IOException {
        for (PropertySource<?> document :
                new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yml"))) {
            Object value = document.getProperty("spring.mail.properties.mail.smtp." + key);
            if (value != null) {
                return Long.parseLong(value.toString());
            }
        }
        throw new AssertionError("application.yml has no " + key);
    }

    @EnableConfigurationProperties(MailSettings.class)
    static class Settings {}
}

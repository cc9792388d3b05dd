package io.breakwater.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MailSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context -> {
            MailSettings settings = context.getBean(MailSettings.class);

            assertThat(settings).isEqualTo(new MailSettings("no-reply@breakwater.local", "Breakwater"));
            assertThat(settings.messageId("a")).isEqualTo("<a@breakwater.local>");
        });
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues("auth.mail.from=shop@example.org", "auth.mail.sender=Shop")
                .run(context -> {
                    MailSettings settings = context.getBean(MailSettings.class);

                    assertThat(settings).isEqualTo(new MailSettings("shop@example.org", "Shop"));
                });
    }

    @Test
    void refusesAMistypedKey() {
        runner.withPropertyValues("auth.mail.mistyped=1")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(MailSettings.class)
    static class Binding {}
}

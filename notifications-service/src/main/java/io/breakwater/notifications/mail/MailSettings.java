package io.breakwater.notifications.mail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mails are sent.
 *
 * @param from the sender, an address with or without a name
 * @param messageDomain the right side of Message-IDs; the same on all replicas and over time, or a second copy of a mail
 *     would not be recognised
 * @param concurrency mails at once in one replica: 4 at some 20 ms each are 200 a second, and kind to any mail server
 * @param lease longer than a conversation of ten commands that each take their whole time-out of 5 s
 */
@Validated
@ConfigurationProperties(prefix = "notifications.mail", ignoreUnknownFields = false)
record MailSettings(
        @NotBlank @DefaultValue("Breakwater <no-reply@breakwater.local>")
        String from,

        @Pattern(regexp = "[A-Za-z0-9.-]+") @DefaultValue("breakwater.local")
        String messageDomain,

        @Min(1) @Max(32) @DefaultValue("4") int concurrency,
        @DefaultValue("60s") Duration lease) {}

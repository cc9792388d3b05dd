package io.breakwater.auth.mail;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param from the sender's address; its domain ends the Message-IDs too
 * @param sender the name beside the address
 */
@Validated
@ConfigurationProperties(prefix = "auth.mail", ignoreUnknownFields = false)
record MailSettings(
        @Email @NotBlank @DefaultValue("no-reply@breakwater.local")
        String from,

        @NotBlank @DefaultValue("Breakwater") String sender) {

    String messageId(String localPart) {
        return "<" + localPart + from.substring(from.indexOf('@')) + ">";
    }
}

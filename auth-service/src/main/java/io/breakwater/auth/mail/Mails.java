package io.breakwater.auth.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Hands mails to the SMTP server. */
@Component
public class Mails {

    private final JavaMailSender smtp;
    private final MailSettings settings;

    Mails(JavaMailSender smtp, MailSettings settings) {
        this.smtp = smtp;
        this.settings = settings;
    }

    /**
     * Waits for the server's answer.
     *
     * @throws org.springframework.mail.MailException where the server is away, or doesn't want it for now
     */
    public Delivery send(Mail mail) throws MessagingException {
        MimeMessage message = compose(mail);
        try {
            smtp.send(message);
            return Delivery.ACCEPTED;
        } catch (MailSendException failure) {
            if (refusesTheAddress(failure)) {
                return Delivery.REFUSED;
            }
            throw failure;
        }
    }

    private MimeMessage compose(Mail mail) throws MessagingException {
        MimeMessage message = smtp.createMimeMessage();
        MimeMessageHelper parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        try {
            parts.setFrom(settings.from(), settings.sender());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("Every JVM has UTF-8", impossible);
        }
        parts.setTo(mail.to());
        parts.setSubject(mail.subject());
        parts.setText(mail.text(), html(mail.text()));
        message.setHeader("Message-ID", settings.messageId(mail.id()));
        // Nobody's holiday notice answers a machine (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        String token = mail.token();
        if (token != null) {
            message.setHeader("X-Breakwater-Token", token);
        }
        return message;
    }

    private static String html(String text) {
        String paragraphs = HtmlUtils.htmlEscape(text.strip(), StandardCharsets.UTF_8.name())
                .replace("\n\n", "</p><p>")
                .replace("\n", "<br>");
        return "<!doctype html><html lang=\"en\"><body><p>" + paragraphs + "</p></body></html>";
    }

    /** Jakarta Mail lists an address as invalid where the server refused it for good (5xx), not where it defers it. */
    private static boolean refusesTheAddress(MailSendException failure) {
        return Arrays.stream(failure.getMessageExceptions()).anyMatch(Mails::hasInvalidAddress);
    }

    private static boolean hasInvalidAddress(@Nullable Exception cause) {
        return cause instanceof SendFailedException refused
                && refused.getInvalidAddresses() != null
                && refused.getInvalidAddresses().length > 0;
    }

    /** What the server said. */
    public enum Delivery {
        ACCEPTED,
        REFUSED
    }
}

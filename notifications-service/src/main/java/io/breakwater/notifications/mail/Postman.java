package io.breakwater.notifications.mail;

import io.breakwater.notifications.recipient.Recipient;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Hands one mail to the mail server. */
@Component
class Postman {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final JavaMailSender sender;
    private final MailSettings settings;

    /** What the mail server said to it. */
    sealed interface Delivery {

        record Accepted() implements Delivery {}

        /** The server takes no mail for this address now. */
        record PutOff(String reason) implements Delivery {}

        /** The server will never take a mail for this address. */
        record Refused(String reason) implements Delivery {}
    }

    Postman(JavaMailSender sender, MailSettings settings) {
        this.sender = sender;
        this.settings = settings;
    }

    /**
     * Sends it.
     *
     * @param id the left side of the Message-ID
     * @throws MailException for every other failure: another try may mend it
     */
    Delivery deliver(String id, Recipient recipient, MailText text) {
        MimeMessage message = compose(id, recipient, text);
        try {
            sender.send(message);
        } catch (MailSendException e) {
            return aboutTheAddress(e).orElseThrow(() -> e);
        }
        return new Delivery.Accepted();
    }

    private MimeMessage compose(String id, Recipient recipient, MailText text) {
        MimeMessage message = sender.createMimeMessage();
        try {
            message.setFrom(new InternetAddress(settings.from()));
            message.setRecipient(
                    Message.RecipientType.TO, new InternetAddress(recipient.email(), recipient.name(), UTF_8));
            message.setSubject(text.subject(), UTF_8);
            // The last part is the best one (RFC 2046): who can show HTML does.
            MimeMultipart both =
                    new MimeMultipart("alternative", part(text.text(), "plain"), part(text.html(), "html"));
            message.setContent(both);
            message.setHeader("Message-ID", "<%s@%s>".formatted(id, settings.messageDomain()));
            // RFC 3834: nobody's vacation notice has to answer it.
            message.setHeader("Auto-Submitted", "auto-generated");
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("The mail " + id + " can't be composed", e);
        }
        return message;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        return part;
    }

    /**
     * RFC 5321: 5xx to RCPT is for good, 4xx is not. Only the code is kept: the reply's text tends to quote the address,
     * which belongs neither into a log nor into last_error.
     */
    private static Optional<Delivery> aboutTheAddress(MailSendException failure) {
        return Arrays.stream(failure.getMessageExceptions())
                .flatMap(Postman::chain)
                .filter(SMTPAddressFailedException.class::isInstance)
                .map(SMTPAddressFailedException.class::cast)
                .map(SMTPAddressFailedException::getReturnCode)
                .<Delivery>map(code -> code >= 500
                        ? new Delivery.Refused("The mail server refuses the address: " + code)
                        : new Delivery.PutOff("The mail server puts the address off: " + code))
                .findFirst();
    }

    /** JavaMail chains the causes of a failure by a list of its own. */
    private static Stream<Exception> chain(Exception first) {
        return Stream.iterate(first, e -> e != null, Postman::next);
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException failure ? failure.getNextException() : null;
    }
}

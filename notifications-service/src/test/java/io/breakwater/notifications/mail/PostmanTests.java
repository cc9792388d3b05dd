package io.breakwater.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.notifications.recipient.Recipient;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class PostmanTests {

    private static final String ID = "01980000-0000-7000-8000-000000000001";
    private static final MailText TEXT = new MailText("Your order", "plain words, ünïcode", "<p>words</p>");
    private static final Recipient ADA = new Recipient(UUID.randomUUID(), "ada@example.org", "Ada Lövelace");

    @Test
    void sendsTextAndHtmlUnderAMessageIdThatStaysTheSame() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("250 ok", "250 ok")) {
            assertThat(postman(server.port()).deliver(ID, ADA, TEXT)).isEqualTo(new Postman.Delivery.Accepted());
            postman(server.port()).deliver(ID, ADA, TEXT);

            assertThat(server.mails()).hasSize(2);
            for (String raw : server.mails()) {
                MimeMessage mail = parse(raw);
                MimeMultipart parts = (MimeMultipart) mail.getContent();
                assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@breakwater.local>");
                assertThat(mail.getSubject()).isEqualTo("Your order");
                assertThat(mail.getAllRecipients()[0]).hasToString("=?UTF-8?Q?Ada_L=C3=B6velace?= <ada@example.org>");
                assertThat(mail.getFrom()[0]).hasToString("Breakwater <no-reply@breakwater.local>");
                assertThat(parts.getContentType()).startsWith("multipart/alternative");
                assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
                assertThat(parts.getBodyPart(0).getContent()).isEqualTo(TEXT.text());
                assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
                assertThat(parts.getBodyPart(1).getContent()).isEqualTo(TEXT.html());
            }
        }
    }

    @Test
    void takesOnlyAPermanentRefusalOfTheAddressAsTheEnd() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("550 5.1.1 <ada@example.org> unknown", "250 ok")) {
            assertThat(postman(server.port()).deliver(ID, ADA, TEXT))
                    .isEqualTo(new Postman.Delivery.Refused("The mail server refuses the address: 550"));
        }
        try (ScriptedMailServer server = new ScriptedMailServer("450 4.2.1 <ada@example.org> busy", "250 ok")) {
            assertThat(postman(server.port()).deliver(ID, ADA, TEXT))
                    .isEqualTo(new Postman.Delivery.PutOff("The mail server puts the address off: 450"));
        }
    }

    @Test
    void failsForAnotherTryWhereTheServerIsBusySilentOrAway() throws Exception {
        int port;
        try (ScriptedMailServer server = new ScriptedMailServer("250 ok", "451 try later")) {
            port = server.port();
            assertThatThrownBy(() -> postman(server.port()).deliver(ID, ADA, TEXT))
                    .isInstanceOf(MailException.class);
        }
        try (ScriptedMailServer server = new ScriptedMailServer("", "")) {
            assertThatThrownBy(() -> postman(server.port()).deliver(ID, ADA, TEXT))
                    .isInstanceOf(MailException.class);
        }
        assertThatThrownBy(() -> postman(port).deliver(ID, ADA, TEXT)).isInstanceOf(MailException.class);
    }

    private static MimeMessage parse(String raw) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
    }

    private static Postman postman(int port) throws IOException {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "500");
        return new Postman(
                sender,
                new MailSettings(
                        "Breakwater <no-reply@breakwater.local>", "breakwater.local", 1, Duration.ofSeconds(60)));
    }
}

package io.breakwater.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.notifications.mail.ScriptedMailServer;
import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.Mail;
import io.breakwater.testing.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TellingIT {

    private final KafkaRecords kafka = new KafkaRecords();
    private final Story story = new Story(kafka);
    private final UUID orderId = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JavaMailSenderImpl mailSender;

    private NotificationsClient client;
    private int mailPort;

    @BeforeEach
    void remember() {
        client = new NotificationsClient(port, story.userId);
        mailPort = mailSender.getPort();
    }

    @AfterEach
    void end() {
        mailSender.setPort(mailPort);
        kafka.close();
    }

    @Test
    void tellsOfAPaidOrderInTheHistoryAndByOneMail() {
        Story.Fact paid = story.paid(orderId);

        story.send(story.registered("Ada <Lovelace>"), story.placed(orderId), paid);

        eventually().untilAsserted(() -> assertThat(mails()).hasSize(1));
        List<JsonNode> told = client.newest();
        assertThat(told).extracting(n -> n.get("type").stringValue()).containsExactly("order.paid", "order.placed");
        assertThat(told).extracting(n -> n.get("sequence").longValue()).containsExactly(2L, 1L);
        assertThat(told).allSatisfy(n -> assertThat(n.get("readAt").isNull()).isTrue());
        JsonNode data = told.getFirst().get("data");
        assertThat(data.get("orderId").stringValue()).isEqualTo(orderId.toString());
        assertThat(data.get("status").stringValue()).isEqualTo("PAID");
        assertThat(data.get("total").get("amount").longValue()).isEqualTo(1999);
        assertThat(data.get("total").get("currency").stringValue()).isEqualTo("EUR");
        Mail mail = mails().getFirst();
        assertThat(mail.subject()).isEqualTo("Your order " + orderId + " is paid");
        assertThat(mail.messageId()).isEqualTo("<" + paid.id() + "@breakwater.local>");
        assertThat(mail.text()).contains("Ada <Lovelace>", orderId.toString(), "19.99 EUR");
        assertThat(mail.html()).contains("Ada &lt;Lovelace&gt;", orderId.toString(), "19.99 EUR");
    }

    @Test
    void tellsOfAFailedPaymentWithItsReason() {
        story.send(story.registered("Ada"), story.paymentFailed(orderId, "insufficient_funds"));

        eventually().untilAsserted(() -> assertThat(mails()).hasSize(1));
        JsonNode told = client.newest().getFirst();
        assertThat(told.get("type").stringValue()).isEqualTo("order.payment-failed");
        assertThat(told.get("data").get("status").stringValue()).isEqualTo("PAYMENT_FAILED");
        assertThat(told.get("data").get("declineCode").stringValue()).isEqualTo("insufficient_funds");
        assertThat(mails().getFirst().text()).contains("insufficient funds", orderId.toString());
    }

    @Test
    void tellsOnceOfAnEventThatComesTwice() {
        Story.Fact paid = story.paid(orderId);

        // The last one has the same key: when it has been told, the second copy has been seen.
        story.send(story.registered("Ada"), paid, paid, story.paymentFailed(orderId, "generic_decline"));

        eventually().untilAsserted(() -> assertThat(mails()).hasSize(2));
        assertThat(client.newest())
                .extracting(n -> n.get("type").stringValue())
                .containsExactly("order.payment-failed", "order.paid");
        assertThat(mails()).extracting(Mail::messageId).doesNotHaveDuplicates();
        assertThat(jobs()).isZero();
    }

    @Test
    void waitsWithTheMailForARecipientThatIsNotKnownYet() {
        story.send(story.paid(orderId));
        eventually().untilAsserted(() -> assertThat(lastError()).contains("not known yet"));

        story.send(story.registered("Ada"));

        eventually().untilAsserted(() -> assertThat(mails()).hasSize(1));
        assertThat(client.newest()).hasSize(1);
    }

    @Test
    void numbersWithoutGapsWhatComesOverManyPartitionsAtOnce() {
        for (int i = 0; i < 60; i++) {
            story.send(story.placed(UUID.randomUUID()));
        }

        eventually().untilAsserted(() -> assertThat(client.newest()).hasSize(60));
        List<JsonNode> told = client.newest();
        assertThat(told)
                .extracting(n -> n.get("sequence").longValue())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60)
                        .boxed()
                        .sorted(Comparator.reverseOrder())
                        .toList());
        assertThat(told)
                .extracting(n -> n.get("createdAt").stringValue())
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void keepsAMailWhileTheMailServerIsAway() {
        mailSender.setPort(1);
        story.send(story.registered("Ada"), story.paid(orderId));
        eventually().untilAsserted(() -> assertThat(attempts()).isGreaterThanOrEqualTo(2));
        assertThat(client.newest()).hasSize(1);

        mailSender.setPort(mailPort);

        eventually().untilAsserted(() -> assertThat(mails()).hasSize(1));
        assertThat(jobs()).isZero();
    }

    @Test
    void keepsAMailThatIsRefusedForGoodAsFailedAndGoesOnWithTheOthers() throws IOException {
        try (ScriptedMailServer refusing =
                new ScriptedMailServer("550 5.1.1 <" + story.email + "> unknown", "250 ok")) {
            mailSender.setPort(refusing.port());
            story.send(story.registered("Ada"), story.paid(orderId));
            eventually().untilAsserted(() -> assertThat(lastError()).contains("refuses the address: 550"));
        }
        mailSender.setPort(mailPort);
        Story other = new Story(kafka);

        other.send(other.registered("Bob"), other.paid(UUID.randomUUID()));

        eventually()
                .untilAsserted(
                        () -> assertThat(TestServers.mailbox().to(other.email)).hasSize(1));
        assertThat(status()).isEqualTo("FAILED");
        assertThat(lastError()).doesNotContain(story.email);
        assertThat(mails()).isEmpty();
    }

    private static ConditionFactory eventually() {
        // The longest pause of a job that failed a few times, on a slow machine.
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    private List<Mail> mails() {
        return TestServers.mailbox().to(story.email);
    }

    private String lastError() {
        return jdbc.sql("SELECT coalesce(last_error, '') FROM work WHERE payload LIKE :user")
                .param("user", "%" + story.userId + "%")
                .query(String.class)
                .optional()
                .orElse("");
    }

    private String status() {
        return jdbc.sql("SELECT status FROM work WHERE payload LIKE :user")
                .param("user", "%" + story.userId + "%")
                .query(String.class)
                .single();
    }

    private int attempts() {
        return jdbc.sql("SELECT attempts FROM work WHERE payload LIKE :user AND last_error IS NOT NULL")
                .param("user", "%" + story.userId + "%")
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private long jobs() {
        return jdbc.sql("SELECT count(*) FROM work WHERE payload LIKE :user")
                .param("user", "%" + story.userId + "%")
                .query(Long.class)
                .single();
    }
}

package io.breakwater.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.payments.Orders;
import io.breakwater.payments.PaymentsTest;
import io.breakwater.platform.events.Outbox;
import io.breakwater.platform.events.OutboxEvent;
import io.breakwater.testing.EventContracts;
import io.breakwater.testing.KafkaRecords.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is on the topic is what the schema says: written as the service writes it, nulls and round seconds included. */
@PaymentsTest
class PaymentContractIT {

    private static final UUID PAYMENT = UUID.fromString("019ab1d0-1c9e-7d44-8b25-3e5f708192a3");
    private static final UUID USER = UUID.fromString("019ab1c0-4d00-7a31-9c0e-5b1f6d2e8a01");
    private static final UUID ORDER = UUID.fromString("019ab1d0-1b2c-7101-a5c3-1d2e3f405162");
    private static final Money MONEY = new Money(99_999_999, "EUR");
    private static final Instant ROUND = Instant.parse("2026-03-02T09:30:12Z");

    private final Outbox outbox;
    private final TransactionTemplate transactions;

    @Autowired
    PaymentContractIT(Outbox outbox, PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.transactions = new TransactionTemplate(transactions);
    }

    static Stream<PaymentFact> facts() {
        return Stream.of(
                new PaymentFact.PaymentSucceeded(PAYMENT, ORDER, USER, MONEY, "pi_1", ROUND),
                new PaymentFact.PaymentSucceeded(PAYMENT, null, USER, MONEY, "pi_2", ROUND),
                new PaymentFact.PaymentDeclined(PAYMENT, ORDER, USER, MONEY, "insufficient_funds", ROUND),
                new PaymentFact.PaymentCancelled(PAYMENT, ORDER, USER, MONEY, PaymentFact.EXPIRED, ROUND));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void writesWhatTheSchemaSays(PaymentFact fact) {
        UUID key = UUID.randomUUID();

        transactions.executeWithoutResult(
                status -> outbox.append(new OutboxEvent(PaymentFact.TOPIC, fact.type(), key, 1, fact)));
        await().atMost(Duration.ofSeconds(60)).until(() -> Orders.published(key) != null);

        Received message = Orders.published(key);
        assertThat(message.headers()).containsEntry("ce_type", fact.type());
        assertThat(EventContracts.violations(fact.type(), message.value())).isEmpty();
    }
}

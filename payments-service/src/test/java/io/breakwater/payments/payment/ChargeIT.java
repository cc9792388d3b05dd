package io.breakwater.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.payments.Orders;
import io.breakwater.payments.Orders.Placed;
import io.breakwater.payments.PaymentsTest;
import io.breakwater.payments.Simulator;
import io.breakwater.testing.KafkaRecords.Received;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From an order's event to the outcome's, whatever the card processor does. */
@PaymentsTest
class ChargeIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String VISA = "pm_card_visa";

    private final JdbcClient jdbc;
    private final CircuitBreaker breaker;

    ChargeIT(@Autowired JdbcClient jdbc, @Autowired CircuitBreaker breaker) {
        this.jdbc = jdbc;
        this.breaker = breaker;
    }

    @AfterEach
    void heal() {
        Simulator.healthy();
        breaker.reset();
    }

    @Test
    void chargesAnOrderOnceAndSaysSo() {
        Placed order = Orders.place(VISA);

        Received outcome = outcome(order);

        assertThat(outcome.headers()).containsEntry("ce_type", "PaymentSucceeded");
        assertThat(outcome.value()).contains("\"amount\":1999", order.userId().toString());
        assertThat(Simulator.charges(order.orderId())).isEqualTo(1);
        assertThat(booked(order)).containsExactly(1999L, -1999L);
        assertThat(Simulator.journal(order.orderId()))
                .extracting(Simulator.Line::idempotencyKey)
                .containsExactly("pi-" + outcome.key(), "confirm-" + outcome.key());
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeDeclined, generic_decline",
        "pm_card_visa_chargeDeclinedInsufficientFunds, insufficient_funds",
        "pm_card_nobody_knows, payment_method_unknown"
    })
    void declinesWithTheProvidersCodeAndLeavesNothingOpenThere(String paymentMethod, String code) {
        Placed order = Orders.place(paymentMethod);

        Received outcome = outcome(order);

        assertThat(outcome.headers()).containsEntry("ce_type", "PaymentDeclined");
        assertThat(outcome.value()).contains("\"declineCode\":\"" + code + "\"");
        assertThat(Simulator.charges(order.orderId())).isZero();
        assertThat(booked(order)).isEmpty();
        assertThat(Simulator.journal(order.orderId()).stream()
                        .filter(line -> line.operation().endsWith("create"))
                        .count())
                .isEqualTo(Simulator.journal(order.orderId()).stream()
                        .filter(line -> line.outcome().equals("canceled"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Charged, and the answer never comes.
                "{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"times\": 1, \"loseAnswerRate\": 1}",
                // Charged, and the answer is an error.
                "{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"times\": 1, \"errorAfterRate\": 1}",
                // Not charged, and the error is stored under our key: the next key charges.
                "{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"times\": 1, \"errorBeforeRate\": 1}",
                // Longer than anybody waits, and charged in the end.
                "{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"times\": 1, \"hangRate\": 1, \"hangMillis\": 4000}",
                "{\"match\": {\"operation\": \"payment_intent.create\"}, \"times\": 1, \"loseAnswerRate\": 1}",
                "{\"match\": {\"operation\": \"payment_intent.create\"}, \"times\": 1, \"errorAfterRate\": 1}",
                "{\"match\": {\"operation\": \"payment_intent.create\"}, \"times\": 1, \"hangRate\": 1, \"hangMillis\": 4000}",
                "{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"times\": 3, \"rateLimitRate\": 1}"
            })
    void chargesOnceWhateverHappensToTheAnswer(String faults) {
        Simulator.faults(faults);
        Placed order = Orders.place(VISA);

        Received outcome = outcome(order);

        assertThat(outcome.headers()).containsEntry("ce_type", "PaymentSucceeded");
        assertThat(Simulator.charges(order.orderId())).isEqualTo(1);
        assertThat(booked(order)).containsExactly(1999L, -1999L);
    }

    @Test
    void showsAChargeWithoutAnswerAsUnknownUntilItIsKnown() {
        Simulator.faults("{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"loseAnswerRate\": 1}");
        Placed order = Orders.place(VISA);
        await().atMost(BOUND).until(() -> Simulator.charges(order.orderId()) == 1);
        await().atMost(BOUND).until(() -> status(order) != PaymentStatus.PROCESSING);

        Simulator.healthy();

        assertThat(outcome(order).headers()).containsEntry("ce_type", "PaymentSucceeded");
        assertThat(Simulator.charges(order.orderId())).isEqualTo(1);
    }

    @Test
    void leavesAContradictionToAPerson() {
        Simulator.faults(
                "{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"times\": 1, \"wrongAmountRate\": 1}");
        Placed order = Orders.place(VISA);

        await().atMost(BOUND).until(() -> status(order) == PaymentStatus.REVIEW);
        Orders.ask(order);
        Placed later = Orders.place(VISA);
        outcome(later);

        assertThat(Orders.outcomes(order.orderId())).isEmpty();
        assertThat(booked(order)).isEmpty();
    }

    @Test
    void chargesOnceWhenTheEventComesTwice() {
        Placed order = Orders.place(VISA);
        Orders.deliver(order, VISA);
        outcome(order);
        // And once more under another id, as a producer's mistake would have it.
        Orders.deliver(new Placed(order.orderId(), order.userId(), UUID.randomUUID()), VISA);
        Orders.ask(order);
        await().atMost(BOUND).until(() -> Orders.outcomes(order.orderId()).size() == 2);

        assertThat(Simulator.charges(order.orderId())).isEqualTo(1);
        assertThat(booked(order)).hasSize(2);
    }

    @Test
    void answersAQuestionWithTheSameFactInTheSameVersion() {
        Placed order = Orders.place(VISA);
        Received first = outcome(order);

        Orders.ask(order);
        await().atMost(BOUND).until(() -> Orders.outcomes(order.orderId()).size() == 2);

        List<Received> outcomes = Orders.outcomes(order.orderId());
        assertThat(outcomes.get(1).value()).isEqualTo(first.value());
        assertThat(outcomes.get(1).headers())
                .containsEntry("ce_type", "PaymentSucceeded")
                .containsEntry("ce_aggregateversion", first.headers().get("ce_aggregateversion"));
        assertThat(outcomes.get(1).headers().get("ce_id"))
                .isNotEqualTo(first.headers().get("ce_id"));
    }

    @Test
    void stopsCallingAProviderThatFailsAndChargesAllWhenItIsBack() {
        Simulator.faults("{\"errorBeforeRate\": 1}");
        List<Placed> orders =
                IntStream.range(0, 12).mapToObj(number -> Orders.place(VISA)).toList();
        await().atMost(BOUND).until(() -> breaker.getState() == State.OPEN);

        assertThat(deadLetters()).as("nothing healthy is dead-lettered").isZero();
        Simulator.healthy();

        assertThat(orders).allSatisfy(order -> {
            assertThat(outcome(order).headers()).containsEntry("ce_type", "PaymentSucceeded");
            assertThat(Simulator.charges(order.orderId())).isEqualTo(1);
        });
        assertThat(deadLetters()).isZero();
    }

    private static Received outcome(Placed order) {
        await().atMost(BOUND).until(() -> !Orders.outcomes(order.orderId()).isEmpty());
        return Orders.outcomes(order.orderId()).getFirst();
    }

    private PaymentStatus status(Placed order) {
        return jdbc.sql("SELECT status FROM payment WHERE order_id = :order")
                .param("order", order.orderId())
                .query((row, number) -> PaymentStatus.valueOf(row.getString(1)))
                .optional()
                .orElse(PaymentStatus.PROCESSING);
    }

    private List<Long> booked(Placed order) {
        return jdbc.sql("""
                SELECT e.amount FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id
                JOIN payment p ON p.id = t.payment_id WHERE p.order_id = :order ORDER BY e.amount DESC
                """)
                .param("order", order.orderId())
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private long deadLetters() {
        return jdbc.sql("SELECT count(*) FROM dead_letter")
                .query((row, number) -> row.getLong(1))
                .single();
    }
}

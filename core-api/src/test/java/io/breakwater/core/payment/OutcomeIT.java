package io.breakwater.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.core.CoreTest;
import io.breakwater.core.Events;
import io.breakwater.core.Events.Payment;
import io.breakwater.core.Shop;
import io.breakwater.testing.KafkaRecords.Received;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@CoreTest
class OutcomeIT {

    private final UUID user = UUID.randomUUID();
    private final Events events = new Events();
    private final Shop shop;
    private final MeterRegistry meters;

    @Autowired
    OutcomeIT(Shop shop, MeterRegistry meters) {
        this.shop = shop;
        this.meters = meters;
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void marksAnOrderPaidAndKeepsItsStockSold() {
        shop.stock(70, 100);
        Payment payment = payment(shop.anOrder(user, Shop.line(70, 3)));

        events.succeeded(payment, 3);

        JsonNode order = shop.awaitStatus(user, payment.orderId(), "PAID");
        assertThat(order.get("paymentId").stringValue()).isEqualTo(payment.id().toString());
        assertThat(order.get("declineCode").isNull()).isTrue();
        assertThat(shop.available(70)).isEqualTo(97);
        Received paid = events.await(payment.orderId(), "OrderPaid");
        JsonNode data = JsonMapper.shared().readTree(paid.value());
        assertThat(data.get("paymentId").stringValue()).isEqualTo(payment.id().toString());
        assertThat(data.get("total")).isEqualTo(order.get("total"));
    }

    @Test
    void givesTheStockBackWhenThePaymentIsDeclined() {
        shop.stock(71, 100);
        Payment payment = payment(shop.anOrder(user, Shop.line(71, 3)));

        events.declined(payment, 2, "insufficient_funds");

        JsonNode order = shop.awaitStatus(user, payment.orderId(), "PAYMENT_FAILED");
        assertThat(order.get("declineCode").stringValue()).isEqualTo("insufficient_funds");
        assertThat(shop.available(71)).isEqualTo(100);
        Received failed = events.await(payment.orderId(), "OrderPaymentFailed");
        JsonNode data = JsonMapper.shared().readTree(failed.value());
        assertThat(data.get("reason").stringValue()).isEqualTo("declined");
        assertThat(data.get("declineCode").stringValue()).isEqualTo("insufficient_funds");
    }

    @Test
    void failsAnOrderWhosePaymentHasExpired() {
        shop.stock(72, 1);
        Payment payment = payment(shop.anOrder(user, Shop.line(72, 1)));
        assertThat(shop.available(72)).isZero();

        events.cancelled(payment, 2);

        JsonNode order = shop.awaitStatus(user, payment.orderId(), "PAYMENT_FAILED");
        assertThat(order.get("declineCode").stringValue()).isEqualTo("payment_expired");
        assertThat(shop.available(72)).isEqualTo(1);
    }

    @Test
    void movesTheStockOnceHoweverOftenAFactComes() {
        shop.stock(73, 100);
        Payment paid = payment(shop.anOrder(user, Shop.line(73, 5)));
        Payment declined = payment(shop.anOrder(user, Shop.line(73, 7)));
        UUID sameEvent = UUID.randomUUID();

        for (int time = 0; time < 2; time++) {
            String more = "\"providerReference\": \"pi_1\", \"succeededAt\": \"2026-01-01T00:00:00.000Z\",";
            events.send(sameEvent, paid, "PaymentSucceeded", 3, more);
            events.succeeded(paid, 3);
            events.declined(declined, 3, "generic_decline");
            events.declined(declined, 4, "generic_decline");
        }
        awaitAllSeen(paid, declined);

        assertThat(status(paid)).isEqualTo("PAID");
        assertThat(status(declined)).isEqualTo("PAYMENT_FAILED");
        assertThat(shop.available(73)).isEqualTo(95);
        assertThat(events.of(paid.orderId(), "OrderPaid")).hasSize(1);
        assertThat(events.of(declined.orderId(), "OrderPaymentFailed")).hasSize(1);
    }

    /** Success, decline and cancellation in all six orders, all with growing versions: the first one wins. */
    @Test
    void endsWithTheFirstOutcomeInEveryOrder() {
        shop.stock(74, 100);
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        List<Payment> payments = new ArrayList<>();

        for (int[] order : orders) {
            Payment payment = payment(shop.anOrder(user, Shop.line(74, 1)));
            payments.add(payment);
            for (int place = 0; place < order.length; place++) {
                send(order[place], payment, place + 2);
            }
        }
        awaitAllSeen(payments.toArray(Payment[]::new));

        assertThat(payments.stream().map(this::status))
                .containsExactly(
                        "PAID", "PAID", "PAYMENT_FAILED", "PAYMENT_FAILED", "PAYMENT_FAILED", "PAYMENT_FAILED");
        assertThat(shop.available(74)).isEqualTo(98);
    }

    @Test
    void ignoresAFactThatIsOlderThanTheOneItHolds() {
        shop.stock(75, 100);
        Payment payment = payment(shop.anOrder(user, Shop.line(75, 1)));
        double before = contradictions();

        events.cancelled(payment, 5);
        events.succeeded(payment, 4);
        awaitAllSeen(payment);

        assertThat(status(payment)).isEqualTo("PAYMENT_FAILED");
        assertThat(contradictions()).isEqualTo(before);
    }

    @Test
    void showsASuccessThatMeetsAFailedOrder() {
        shop.stock(76, 100);
        Payment payment = payment(shop.anOrder(user, Shop.line(76, 1)));
        events.cancelled(payment, 2);
        shop.awaitStatus(user, payment.orderId(), "PAYMENT_FAILED");
        double before = contradictions();

        events.succeeded(payment, 3);
        events.succeeded(payment, 3);
        awaitAllSeen(payment);

        assertThat(contradictions()).isEqualTo(before + 1);
        assertThat(status(payment)).isEqualTo("PAYMENT_FAILED");
        assertThat(shop.available(76)).isEqualTo(100);
        assertThat(events.of(payment.orderId(), "OrderPaid")).isEmpty();
        assertThat(note(payment)).contains(payment.id().toString(), "succeeded", "PAYMENT_FAILED");
    }

    @Test
    void deadLettersWhatCanNotBeTrue() {
        shop.stock(77, 100);
        Payment payment = payment(shop.anOrder(user, Shop.line(77, 1)));
        Payment cheap = new Payment(payment.id(), payment.orderId(), user, "{\"amount\": 1, \"currency\": \"EUR\"}");
        Payment nobodys = new Payment(UUID.randomUUID(), UUID.randomUUID().toString(), user, payment.amount());

        events.succeeded(cheap, 2);
        events.succeeded(nobodys, 2);
        events.send(payment, "PaymentDeclined", 3, "");
        events.succeeded(payment, 4);

        shop.awaitStatus(user, payment.orderId(), "PAID");
        await().atMost(Shop.BOUND)
                .untilAsserted(
                        () -> assertThat(events.deadLetters(payment.orderId()) + events.deadLetters(nobodys.orderId()))
                                .isEqualTo(3));
    }

    @Test
    void leavesAChargeWithoutAnOrderAndUnknownTypesAlone() {
        Payment without = new Payment(UUID.randomUUID(), null, user, "{\"amount\": 5, \"currency\": \"EUR\"}");
        Payment payment = payment(shop.anOrder(user, Shop.line(78, 1)));

        events.succeeded(without, 1);
        events.send(payment, "PaymentPondered", 2, "\"thought\": \"deep\",");
        events.succeeded(payment, 3);

        shop.awaitStatus(user, payment.orderId(), "PAID");
        assertThat(events.deadLetters(without.id().toString())).isZero();
        assertThat(events.deadLetters(payment.id().toString())).isZero();
    }

    private void send(int outcome, Payment payment, int version) {
        switch (outcome) {
            case 0 -> events.succeeded(payment, version);
            case 1 -> events.declined(payment, version, "generic_decline");
            default -> events.cancelled(payment, version);
        }
    }

    /** A key's messages are read in order: when one that can't be true has arrived in the dead letters, so have all before. */
    private void awaitAllSeen(Payment... payments) {
        for (Payment payment : payments) {
            events.send(payment, "PaymentDeclined", 99, "\"end\": true,");
        }
        await().atMost(Shop.BOUND).untilAsserted(() -> {
            for (Payment payment : payments) {
                assertThat(events.deadLetters(payment.id().toString())).isEqualTo(1);
            }
        });
    }

    private Payment payment(String orderId) {
        return Payment.of(shop, user, orderId);
    }

    private String status(Payment payment) {
        return shop.get(user, "/api/orders/" + payment.orderId()).field("status");
    }

    /** What people find in the row; no call shows it. */
    private static String note(Payment payment) {
        TestDatabase database = TestServers.database();
        var source =
                new DriverManagerDataSource(database.url(), database.application(), database.applicationPassword());
        return JdbcClient.create(source)
                .sql("SELECT note FROM orders WHERE id = :id")
                .param("id", UUID.fromString(payment.orderId()))
                .query(String.class)
                .single();
    }

    private double contradictions() {
        return meters.get("breakwater.orders.contradictions").counter().count();
    }
}

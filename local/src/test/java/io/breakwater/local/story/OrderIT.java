package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.Mail;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(RunningBreakwater.class)
class OrderIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void anOrderIsPaidOnceAndToldByMail(Breakwater system, Shop shop) throws Exception {
        Outside outside = new Outside(system);
        String product = shop.products().getFirst();
        long before = shop.stock(product);

        String order = shop.orderSurely(product, 2, "pm_card_visa");

        JsonNode ended = shop.ended(order, SOON);
        assertThat(ended.path("status").asString()).isEqualTo("PAID");
        assertThat(ended.path("paymentId").asString("")).isNotEmpty();
        assertThat(shop.stock(product)).isEqualTo(before - 2);
        assertThat(outside.charges(outside.journal(), order)).isOne();
        Mail mail = await().atMost(SOON)
                .until(() -> Outside.about(outside.mails(shop.email()), order), mails -> !mails.isEmpty())
                .getFirst();
        assertThat(mail.subject()).contains("is paid");
        assertThat(mail.text()).contains(order);
    }

    @Test
    void aDeclinedOrderEndsAndGivesTheStockBack(Breakwater system, Shop shop) throws Exception {
        Outside outside = new Outside(system);
        String product = shop.products().get(1);
        long before = shop.stock(product);

        String order = shop.orderSurely(product, 3, "pm_card_chargeDeclined");

        JsonNode ended = shop.ended(order, SOON);
        assertThat(ended.path("status").asString()).isEqualTo("PAYMENT_FAILED");
        assertThat(ended.path("declineCode").asString()).isEqualTo("generic_decline");
        assertThat(shop.stock(product)).isEqualTo(before);
        assertThat(outside.charges(outside.journal(), order)).isZero();
        await().atMost(SOON).until(() -> Outside.about(outside.mails(shop.email()), order), mails -> mails.size() == 1);
    }

    @Test
    void lostAnswersOfTheProviderDelayAnOrderAndNothingElse(Breakwater system, Shop shop) throws Exception {
        Outside outside = new Outside(system);
        List<String> products = shop.products();
        outside.faults("{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"times\": 3, \"loseAnswerRate\": 1}");

        List<String> orders = products.stream()
                .limit(8)
                .map(product -> shop.orderSurely(product, 1, "pm_card_visa"))
                .toList();

        // Asked about after 2 s and then less often; the reconciler, not a person, ends them.
        for (String order : orders) {
            assertThat(shop.ended(order, Duration.ofMinutes(2)).path("status").asString())
                    .isEqualTo("PAID");
        }
        List<JsonNode> journal = outside.journal();
        assertThat(orders)
                .allSatisfy(order -> assertThat(outside.charges(journal, order)).isOne());
        assertThat(outside.number("core", "SELECT count(*) FROM dead_letter")).isZero();
        assertThat(outside.number("payments", "SELECT count(*) FROM dead_letter"))
                .isZero();
        outside.noFaults();
    }
}

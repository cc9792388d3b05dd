package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.Mail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** All replicas of a program are killed in the middle of 100 orders. */
@ExtendWith(RunningBreakwater.class)
class KillIT {

    private static final int ORDERS = 100;

    // As many as a few busy customers: the machine is not to be the subject.
    private static final int AT_ONCE = 8;

    // A killed consumer's partitions rest for 10 s, an unknown outcome is asked about after up to 30 s.
    private static final Duration HEALED = Duration.ofMinutes(3);

    @ParameterizedTest
    @ValueSource(strings = {"payments-service", "core-api", "notifications-service", "auth-service", "gateway"})
    void nothingIsLostOrDoubledWhenAProgramIsKilled(String program, Breakwater system, Shop shop) throws Exception {
        List<String> products = shop.products();
        List<Future<String>> placed = new ArrayList<>();
        Semaphore begun = new Semaphore(0);
        List<String> orders = new ArrayList<>();
        try (ExecutorService customers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < ORDERS; i++) {
                String product = products.get(i % products.size());
                // Every tenth card declines.
                String card = i % 10 == 9 ? "pm_card_chargeDeclined" : "pm_card_visa";
                placed.add(customers.submit(() -> {
                    begun.release();
                    return shop.orderSurely(product, 1, card);
                }));
            }
            begun.acquire(ORDERS / 4);

            String killed = system.run("kill", program);

            assertThat(killed).contains("Killed " + program + "/1");
            for (Future<String> order : placed) {
                orders.add(order.get());
            }
        }

        assertEveryOrderEndedOnce(system, shop, orders);
    }

    private static void assertEveryOrderEndedOnce(Breakwater system, Shop shop, List<String> orders) throws Exception {
        Outside outside = new Outside(system);
        Map<String, String> statuses = new TreeMap<>();
        for (String order : orders) {
            statuses.put(order, shop.ended(order, HEALED).path("status").asString());
        }
        assertThat(statuses).hasSize(ORDERS);
        assertThat(statuses.values()).filteredOn("PAID"::equals).hasSize(ORDERS * 9 / 10);
        List<JsonNode> journal = outside.journal();
        assertThat(statuses)
                .allSatisfy((order, status) ->
                        assertThat(outside.charges(journal, order)).as(order).isEqualTo(status.equals("PAID") ? 1 : 0));
        assertThat(outside.number("payments", "SELECT coalesce(sum(amount), 0) FROM ledger_entry"))
                .isZero();
        assertThat(outside.number("payments", """
                        SELECT count(*) FROM (SELECT transfer_id FROM ledger_entry
                        GROUP BY transfer_id HAVING sum(amount) <> 0) unbalanced""")).isZero();
        await().atMost(HEALED).untilAsserted(() -> assertOneMailEach(outside.mails(shop.email()), orders));
    }

    /** A second copy only with the same Message-ID, where the crash came between SMTP and commit. */
    private static void assertOneMailEach(List<Mail> mails, List<String> orders) {
        assertThat(orders).allSatisfy(order -> {
            List<Mail> copies = Outside.about(mails, order);
            assertThat(copies).hasSizeBetween(1, 2);
            assertThat(copies.stream().map(Mail::messageId).distinct()).hasSize(1);
        });
    }
}

package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A replica that is frozen in the middle of its work is no crash: nobody restarts it, and it comes back with old leases. */
@ExtendWith(RunningBreakwater.class)
class PauseIT {

    // The others take the partitions and leases of a frozen one after 10 s, and may be asked again after 30.
    private static final Duration TAKEN_OVER = Duration.ofMinutes(2);

    @Test
    void ordersArePaidOnceWhileAReplicaOfPaymentsIsFrozenAndAfterIt(Breakwater system, Shop shop) throws Exception {
        Outside outside = new Outside(system);
        List<String> products = shop.products();
        String frozen = system.file().instances().stream()
                .filter(instance -> instance.service().equals("payments-service"))
                .map(instance -> "payments-service/" + instance.index())
                .findFirst()
                .orElseThrow();

        assertThat(system.run("pause", frozen)).contains("Paused " + frozen);
        List<String> orders = products.stream()
                .map(product -> shop.orderSurely(product, 1, "pm_card_visa"))
                .toList();

        assertThat(system.run("ps")).containsPattern(frozen + " +ready +paused ");
        assertAllPaidOnce(shop, outside, orders);
        assertThat(system.run("resume", frozen)).contains("Resumed " + frozen);
        assertAllPaidOnce(shop, outside, List.of(shop.orderSurely(products.getFirst(), 1, "pm_card_visa")));
        assertAllPaidOnce(shop, outside, orders);
        assertThat(system.run("ps")).doesNotContain("paused ");
    }

    private static void assertAllPaidOnce(Shop shop, Outside outside, List<String> orders) throws Exception {
        for (String order : orders) {
            assertThat(shop.ended(order, TAKEN_OVER).path("status").asString()).isEqualTo("PAID");
        }
        List<JsonNode> journal = outside.journal();
        assertThat(orders)
                .allSatisfy(order -> assertThat(outside.charges(journal, order)).isOne());
    }
}

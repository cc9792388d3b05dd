package io.breakwater.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.CoreApplication;
import io.breakwater.core.CoreTest;
import io.breakwater.core.Events;
import io.breakwater.core.Events.Payment;
import io.breakwater.core.Shop;
import io.breakwater.testing.KafkaRecords.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.json.JsonMapper;

@CoreTest
class AskForPaymentsIT {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final UUID user = UUID.randomUUID();
    private final Shop shop;

    @Autowired
    AskForPaymentsIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void asksForAWaitingOrderAgainAndAgainAndNotAfterItsEnd() {
        String waiting = shop.anOrder(user, Shop.line(80, 1));
        String ended = shop.anOrder(user, Shop.line(80, 1));
        try (Events events = new Events()) {
            events.succeeded(Payment.of(shop, user, ended), 2);
            shop.awaitStatus(user, ended, "PAID");
            int asked = events.of(ended, "PaymentStatusRequested").size();

            List<Received> requests = events.awaitAtLeast(3, waiting, "PaymentStatusRequested");

            assertThat(events.of(ended, "PaymentStatusRequested")).hasSize(asked);
            assertThat(versions(requests)).isSorted().doesNotHaveDuplicates();
            assertThat(shop.get(user, "/api/orders/" + waiting).field("status")).isEqualTo("PENDING_PAYMENT");
        }
    }

    @Test
    void asksOnceInATimeThoughAnotherReplicaAsksToo() {
        try (var replica = new SpringApplicationBuilder(CoreApplication.class)
                        .properties("core.orders.ask-after=2s", "core.orders.ask-every=2s", "platform.drain.hold=0s")
                        .run("--server.port=0", "--management.server.port=0");
                Events events = new Events()) {
            assertThat(replica.isRunning()).isTrue();
            List<String> orders = new ArrayList<>();
            for (int order = 0; order < 20; order++) {
                orders.add(shop.anOrder(user, Shop.line(81, 1)));
            }

            for (String order : orders) {
                List<Received> requests = events.awaitAtLeast(2, order, "PaymentStatusRequested");

                List<Instant> times = requests.stream()
                        .map(AskForPaymentsIT::requestedAt)
                        .sorted()
                        .toList();
                for (int index = 1; index < times.size(); index++) {
                    assertThat(Duration.between(times.get(index - 1), times.get(index)))
                            .isGreaterThanOrEqualTo(EVERY);
                }
            }
        }
    }

    private static Instant requestedAt(Received request) {
        return Instant.parse(
                JsonMapper.shared().readTree(request.value()).get("requestedAt").stringValue());
    }

    private static List<Long> versions(List<Received> events) {
        return events.stream()
                .map(event -> Long.parseLong(event.headers().get("ce_aggregateversion")))
                .toList();
    }
}

package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.local.story.TraceCollector.Span;
import io.breakwater.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** First, with a system of its own, started with {@code --otlp}: the one that the other stories share isn't traced. */
@Order(1)
class TraceIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Set<String> SERVICES = Set.of("core-api", "payments-service", "notifications-service");

    @Test
    void oneTraceRunsFromTheDoorThroughTheChargeIntoBothConsumers() throws Exception {
        Path home = Checkout.root().resolve("local/target/stories-traced");
        try (TraceCollector collector = TraceCollector.start();
                Breakwater system = new Breakwater(home)) {
            system.up("--fresh", "--otlp", collector.address().toString());
            Shop shop = Shop.of(system.file());

            String order = shop.orderSurely(shop.products().getFirst(), 1, "pm_card_visa");

            assertThat(shop.ended(order, SOON).path("status").asString()).isEqualTo("PAID");
            // Each program sends what it has once a second.
            await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                List<Span> trace = theOrdersTrace(collector);
                isOneTree(trace);
                namesWhatWasAsked(trace);
                isInTheLogs(trace.getFirst().trace(), home);
            });
            beginsAtTheDoorOnly(collector.spans());
        }
    }

    /** Of several tries that of the one that was accepted: a message came of it. */
    private static List<Span> theOrdersTrace(TraceCollector collector) {
        return collector.traces().stream()
                .filter(trace -> trace.stream().anyMatch(span -> span.consumes("notifications-service", "orders.v1")))
                .findFirst()
                .orElse(List.of());
    }

    private static void isOneTree(List<Span> trace) {
        Set<String> ids = trace.stream().map(Span::id).collect(Collectors.toSet());
        List<Span> roots =
                trace.stream().filter(span -> !ids.contains(span.parent())).toList();

        assertThat(roots).singleElement().satisfies(root -> {
            assertThat(root.service()).isEqualTo("gateway");
            assertThat(root.attribute("url.path")).isEqualTo("/api/orders");
        });
    }

    private static void namesWhatWasAsked(List<Span> trace) {
        assertThat(trace).anyMatch(span -> span.service().equals("gateway") && span.is("db.system", "redis"));
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(trace)
                        .anyMatch(span -> span.service().equals(service) && span.is("db.system", "postgresql")));
        assertThat(trace)
                .anyMatch(span -> span.service().equals("payments-service")
                        && span.attribute("url.full").matches(".*/v1/payment_intents/[^/]+/confirm"));
        assertThat(trace).anyMatch(span -> span.consumes("payments-service", "orders.v1"));
        assertThat(trace).anyMatch(span -> span.consumes("notifications-service", "orders.v1"));
        assertThat(trace).anyMatch(span -> span.consumes("core-api", "payments.v1"));
        // The mail is sent, its job is done.
        assertThat(trace).anyMatch(span -> span.name().equals("DELETE notifications.work"));
    }

    private static void isInTheLogs(String trace, Path home) throws IOException {
        for (String service : SERVICES) {
            assertThat(Files.readString(home.resolve("logs/" + service + "-1.log")))
                    .as("log of " + service)
                    .contains("[" + trace + "]");
        }
    }

    /** Neither probes nor tables that are polled make traces. */
    private static void beginsAtTheDoorOnly(List<Span> spans) {
        assertThat(spans)
                .filteredOn(span -> span.parent().isEmpty())
                .isNotEmpty()
                .allMatch(span -> span.service().equals("gateway"));
        assertThat(spans).noneMatch(span -> span.is("url.path", "/readyz"));
    }
}

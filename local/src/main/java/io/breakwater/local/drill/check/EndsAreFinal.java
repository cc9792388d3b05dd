package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.EventFacts.Event;
import io.breakwater.local.drill.check.ShopFacts.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** An order ends once: one final fact about it was ever told, and the row still says the same. */
final class EndsAreFinal implements Invariant {

    private static final Map<String, String> ENDS = Map.of("OrderPaid", "PAID", "OrderPaymentFailed", "PAYMENT_FAILED");

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I5", "an order that has ended stays as it is");
        List<Event> told =
                facts.events().events().stream().filter(Event::ofOrder).toList();
        Map<UUID, List<Event>> byOrder = Grouping.by(told, Event::aggregate);
        for (Order order : facts.shop().orders()) {
            Set<String> ends = Grouping.of(byOrder, order.id()).stream()
                    .map(event -> ENDS.getOrDefault(event.type(), ""))
                    .filter(end -> !end.isEmpty())
                    .collect(Collectors.toSet());
            look.check(
                    ends.stream().allMatch(order.status()::equals),
                    WRONG,
                    () -> "order " + order.id() + " is " + order.status() + ", its events say " + ends);
            look.check(
                    order.note() == null, WRONG, () -> "order " + order.id() + " waits for a person: " + order.note());
        }
        return look.end();
    }
}

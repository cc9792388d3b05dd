package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.EventFacts.Event;
import io.breakwater.local.drill.check.PaymentFacts.Payment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Each committed change of the drill is on its topic, and nothing is on a topic that was not committed. */
final class ChangesAreEvents implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I6", "committed changes are events, and the reverse");
        Map<UUID, List<Event>> byAggregate = Grouping.by(facts.events().events(), Event::aggregate);
        facts.ordersOfTheDrill()
                .forEach(order -> LongStream.rangeClosed(1, order.version())
                        .forEach(version -> look.check(
                                versions(byAggregate, order.id()).contains(version),
                                LOST,
                                () -> "version " + version + " of order " + order.id() + " is no event")));
        Set<UUID> orders =
                facts.ordersOfTheDrill().stream().map(ShopFacts.Order::id).collect(Collectors.toSet());
        for (Payment payment : facts.payments().payments()) {
            if (payment.order() != null && orders.contains(payment.order())) {
                look.check(
                        versions(byAggregate, payment.id()).contains(payment.version()),
                        LOST,
                        () -> "payment " + payment.id() + " is " + payment.status() + ", which is no event");
            }
        }
        facts.people().accounts().forEach((account, ofTheDrill) -> {
            if (ofTheDrill) {
                look.check(byAggregate.containsKey(account), LOST, () -> "account " + account + " is no event");
            }
        });
        changes(facts, look);
        return look.end();
    }

    private static void changes(Facts facts, Finding.Look look) {
        Map<UUID, Long> committed = new HashMap<>();
        facts.shop().orders().forEach(order -> committed.put(order.id(), order.version()));
        facts.payments().payments().forEach(payment -> committed.put(payment.id(), payment.version()));
        facts.people().accounts().keySet().forEach(account -> committed.put(account, Long.MAX_VALUE));
        for (Event event : facts.events().events()) {
            look.check(
                    committed.getOrDefault(event.aggregate(), 0L) >= event.version(),
                    WRONG,
                    () -> event.type() + " of " + event.aggregate() + " has version " + event.version()
                            + ", which was never committed");
        }
    }

    private static Set<Long> versions(Map<UUID, List<Event>> events, UUID aggregate) {
        return Grouping.of(events, aggregate).stream().map(Event::version).collect(Collectors.toSet());
    }
}

package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.EventFacts.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Each consumer has taken each event of the drill; nothing is dead-lettered and nothing waits. */
final class EventsTakeEffectOnce implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I7", "each consumer took each event");
        EventFacts events = facts.events();
        Set<UUID> aggregates = new HashSet<>(facts.client().users());
        facts.ordersOfTheDrill().forEach(order -> aggregates.add(order.id()));
        facts.payments().payments().stream()
                .filter(payment -> payment.order() != null && aggregates.contains(payment.order()))
                .forEach(payment -> aggregates.add(payment.id()));
        for (Event event : events.events()) {
            if (aggregates.contains(event.aggregate())) {
                for (String group : events.groups().getOrDefault(event.topic(), List.of())) {
                    look.check(
                            events.inboxes().getOrDefault(group, Set.of()).contains(event.id()),
                            LOST,
                            () -> event.type() + " " + event.id() + " did not reach " + group);
                }
            }
        }
        events.deadLetters().forEach(letter -> look.check(false, LOST, () -> "dead letter: " + letter));
        events.leftovers().forEach(left -> look.check(false, WRONG, () -> "still waits: " + left));
        return look.end();
    }
}

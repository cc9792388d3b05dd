package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.DOUBLED;
import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.PeopleFacts.Notification;
import io.breakwater.local.drill.check.ShopFacts.Order;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** A user's notifications are numbered without gaps, and each order is told of once when placed and once at its end. */
final class ToldOnceInSequence implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I7", "each order was told of once, numbers without gaps");
        PeopleFacts people = facts.people();
        Map<UUID, List<Notification>> byUser = Grouping.by(people.notifications(), Notification::user);
        byUser.forEach((user, own) -> {
            long latest = people.sequences().getOrDefault(user, 0L);
            var numbers = own.stream().map(Notification::sequence).collect(Collectors.toCollection(TreeSet::new));
            boolean whole = numbers.size() == own.size() && numbers.first() == 1 && numbers.last() == own.size();
            look.check(
                    whole && latest == own.size(),
                    WRONG,
                    () -> "user " + user + " has " + own.size() + " notifications numbered " + numbers.first() + " to "
                            + numbers.last() + ", the latest is " + latest);
        });
        Map<UUID, List<Notification>> byOrder = Grouping.by(people.notifications(), Notification::order);
        facts.ordersOfTheDrill().stream()
                .filter(Order::ended)
                .forEach(order -> told(order, Grouping.of(byOrder, order.id()), look));
        return look.end();
    }

    private static void told(Order order, List<Notification> own, Finding.Look look) {
        for (String type : List.of("order.placed", "order.paid", "order.payment-failed")) {
            long count = own.stream().filter(told -> told.type().equals(type)).count();
            boolean wanted = type.equals("order.placed") || type.equals("order.paid") == order.paid();
            look.check(
                    count == (wanted ? 1 : 0),
                    count > 1 ? DOUBLED : wanted ? LOST : WRONG,
                    () -> "order " + order.id() + " is " + order.status() + " and has " + count + " notifications "
                            + type);
        }
    }
}

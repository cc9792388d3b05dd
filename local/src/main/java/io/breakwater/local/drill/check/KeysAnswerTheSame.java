package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.DOUBLED;
import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.ClientFacts.Wish;
import io.breakwater.local.drill.check.ShopFacts.Order;
import io.breakwater.local.drill.check.ShopFacts.StoredAnswer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** An Idempotency-Key is one order: the one that its customer was told of, and the one that is stored. */
final class KeysAnswerTheSame implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I3", "one order for each key, as it was answered");
        Map<UUID, Order> orders = facts.ordersById();
        Map<String, StoredAnswer> answers = Grouping.byId(facts.shop().answers(), StoredAnswer::key);
        Set<UUID> known = new HashSet<>();
        for (Wish wish : facts.client().wishes()) {
            look.check(wish.orders().size() <= 1, DOUBLED, () -> wish.key() + " became " + wish.orders());
            wish.orders().forEach(order -> {
                look.check(orders.containsKey(order), LOST, () -> "order " + order + " was accepted and isn't there");
                StoredAnswer stored = answers.get(wish.key());
                look.check(
                        stored != null && order.equals(stored.order()),
                        WRONG,
                        () -> wish.key() + " was answered with " + order + " and is stored as " + stored);
            });
            StoredAnswer stored = answers.get(wish.key());
            if (stored != null && stored.order() != null) {
                known.add(stored.order());
            }
        }
        facts.ordersOfTheDrill()
                .forEach(order -> look.check(
                        known.contains(order.id()), DOUBLED, () -> "order " + order.id() + " belongs to no key"));
        return look.end();
    }
}

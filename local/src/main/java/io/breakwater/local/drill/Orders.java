package io.breakwater.local.drill;

import io.breakwater.local.drill.check.ClientFacts.Wish;
import io.breakwater.local.drill.check.ShopFacts.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What became of the wishes.
 *
 * @param unanswered those without an accepted try: refused, or given up
 */
record Orders(int wished, long accepted, long paid, long declined, long unanswered) {

    static Orders of(List<Wish> wishes, List<Order> orders) {
        Map<UUID, String> statuses = new HashMap<>();
        orders.forEach(order -> statuses.put(order.id(), order.status()));
        long accepted = wishes.stream().filter(wish -> !wish.orders().isEmpty()).count();
        return new Orders(
                wishes.size(),
                accepted,
                count(wishes, statuses, "PAID"),
                count(wishes, statuses, "PAYMENT_FAILED"),
                wishes.size() - accepted);
    }

    private static long count(List<Wish> wishes, Map<UUID, String> statuses, String status) {
        return wishes.stream()
                .flatMap(wish -> wish.orders().stream())
                .filter(order -> status.equals(statuses.get(order)))
                .count();
    }
}

package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.ClientFacts.Wish;
import io.breakwater.local.drill.check.ShopFacts.Order;
import java.util.Map;
import java.util.UUID;

/** No order of the drill is left open, and each ended as its card makes it end. */
final class EveryOrderEnds implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I8", "every order has its end");
        Map<UUID, Order> orders = facts.ordersById();
        orders.values()
                .forEach(order ->
                        look.check(order.ended(), LOST, () -> "order " + order.id() + " is still " + order.status()));
        for (Wish wish : facts.client().wishes()) {
            wish.orders().forEach(id -> {
                Order order = orders.get(id);
                if (order == null) {
                    // Told by KeysAnswerTheSame.
                    return;
                }
                String status = order.status();
                String wanted = wish.declines() ? "PAYMENT_FAILED" : "PAID";
                look.check(
                        status.equals(wanted),
                        WRONG,
                        () -> "order " + id + " should be " + wanted + " and is " + status);
            });
        }
        return look.end();
    }
}

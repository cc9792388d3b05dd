package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.ShopFacts.Order;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** No piece appears or vanishes: what was sold and reserved is what the orders say, and none is below zero. */
final class StockAddsUp implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I8", "the stock adds up");
        Map<UUID, Long> sold = new HashMap<>();
        Map<UUID, Long> reserved = new HashMap<>();
        for (Order order : facts.shop().orders()) {
            if (!order.failed()) {
                Map<UUID, Long> pieces = order.paid() ? sold : reserved;
                order.items().forEach((product, quantity) -> pieces.merge(product, (long) quantity, Long::sum));
            }
        }
        for (ShopFacts.Stock stock : facts.shop().stock()) {
            look.check(stock.available() >= 0 && stock.reserved() >= 0, WRONG, () -> "below zero: " + stock);
            look.check(
                    stock.available() + stock.reserved() + stock.sold() == stock.received(),
                    WRONG,
                    () -> "pieces appeared or vanished: " + stock);
            check(look, stock.product() + " sold", stock.sold(), sold.getOrDefault(stock.product(), 0L));
            check(look, stock.product() + " reserved", stock.reserved(), reserved.getOrDefault(stock.product(), 0L));
        }
        return look.end();
    }

    private static void check(Finding.Look look, String what, long stock, long orders) {
        look.check(stock == orders, WRONG, () -> what + ": " + stock + " by the stock, " + orders + " by the orders");
    }
}

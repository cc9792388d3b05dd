package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.DOUBLED;
import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.PaymentFacts.JournalLine;
import io.breakwater.local.drill.check.ShopFacts.Order;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The processor's journal has one charge, of the right amount, for each paid order, and none for any other. */
final class ChargedOnceEach implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I2", "one charge for each paid order");
        List<JournalLine> charges =
                facts.payments().journal().stream().filter(JournalLine::charge).toList();
        Map<UUID, Order> orders = facts.ordersById();
        Map<UUID, List<JournalLine>> byOrder = Grouping.by(
                charges.stream().filter(charge -> charge.order() != null).toList(), charge -> orZero(charge.order()));
        for (Order order : orders.values()) {
            List<JournalLine> own = Grouping.of(byOrder, order.id());
            int wanted = order.paid() ? 1 : 0;
            look.check(
                    own.size() == wanted || !order.ended(),
                    own.size() > wanted ? DOUBLED : LOST,
                    () -> "order " + order.id() + " is " + order.status() + " and was charged " + own.size()
                            + " times");
            own.forEach(charge -> look.check(
                    charge.amount() == order.total(),
                    WRONG,
                    () -> "order " + order.id() + " costs " + order.total() + " and was charged " + charge.amount()));
        }
        byOrder.keySet()
                .forEach(order -> look.check(
                        orders.containsKey(order), DOUBLED, () -> "a charge for no order of ours: " + order));
        withoutOrder(facts, charges, look);
        return look.end();
    }

    private static void withoutOrder(Facts facts, List<JournalLine> charges, Finding.Look look) {
        Map<UUID, List<JournalLine>> byPayment = Grouping.by(charges, charge -> orZero(charge.payment()));
        for (PaymentFacts.Payment payment : facts.payments().payments()) {
            int own = Grouping.of(byPayment, payment.id()).size();
            look.check(
                    own == (payment.succeeded() ? 1 : 0) || open(payment),
                    own > 1 ? DOUBLED : WRONG,
                    () -> "payment " + payment.id() + " is " + payment.status() + " and was charged " + own + " times");
        }
    }

    /** In question, or for a person to close. */
    private static boolean open(PaymentFacts.Payment payment) {
        return List.of("PROCESSING", "UNKNOWN", "REVIEW", "REQUIRES_CAPTURE").contains(payment.status());
    }

    private static UUID orZero(@Nullable UUID id) {
        return id == null ? new UUID(0, 0) : id;
    }
}

package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.DOUBLED;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.PaymentFacts.JournalLine;
import io.breakwater.local.drill.check.PaymentFacts.Payment;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Nobody gets back more than was taken, by our books and by the processor's. */
final class RefundsWithinCaptured implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I4", "refunds stay within what was captured");
        Map<UUID, Long> outside = facts.payments().journal().stream()
                .filter(line -> line.refund() && line.payment() != null)
                .collect(Collectors.groupingBy(JournalLine::payment, Collectors.summingLong(JournalLine::amount)));
        for (Payment payment : facts.payments().payments()) {
            look.check(
                    payment.refunded() <= payment.captured(),
                    WRONG,
                    () -> "payment " + payment.id() + " refunded " + payment.refunded() + " of " + payment.captured());
            long sent = outside.getOrDefault(payment.id(), 0L);
            look.check(
                    sent <= payment.captured(),
                    DOUBLED,
                    () -> "payment " + payment.id() + " captured " + payment.captured() + ", the processor gave back "
                            + sent);
        }
        return look.end();
    }
}

package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order with its lines.
 *
 * @param note for people: what the payment said that contradicts how the order had ended by then
 * @param version grows with each change, and is its event's
 */
record Order(
        UUID id,
        UUID userId,
        OrderStatus status,
        List<OrderItem> items,
        Money total,
        PaymentState payment,
        @Nullable String note,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    Order {
        items = List.copyOf(items);
    }

    static Order placed(UUID id, UUID userId, List<OrderItem> items, String paymentMethod, Instant now) {
        Money total =
                items.stream().map(OrderItem::lineTotal).reduce(Money::plus).orElseThrow();
        PaymentState open = PaymentState.open(paymentMethod);
        return new Order(id, userId, OrderStatus.PENDING_PAYMENT, items, total, open, null, 1, now, now);
    }

    /** What a fact of its payment makes of the order. Whatever comes, in whatever order, an end stays the end. */
    Settlement settle(PaymentOutcome outcome, Instant now) {
        if (payment.id() != null && !payment.id().equals(outcome.paymentId())) {
            return new Settlement.Refused("it is another payment than " + payment.id());
        }
        if (outcome instanceof PaymentOutcome.Succeeded success
                && !success.amount().equals(total)) {
            return new Settlement.Refused("its amount is " + success.amount() + ", the order's total " + total);
        }
        if (outcome.version() < payment.version()) {
            return new Settlement.Ignored();
        }
        return switch (status) {
            case PENDING_PAYMENT -> end(outcome, now);
            case PAID ->
                outcome instanceof PaymentOutcome.Failed ? contradiction(outcome, now) : new Settlement.Ignored();
            case PAYMENT_FAILED ->
                outcome instanceof PaymentOutcome.Succeeded ? contradiction(outcome, now) : new Settlement.Ignored();
        };
    }

    private Settlement end(PaymentOutcome outcome, Instant now) {
        return switch (outcome) {
            case PaymentOutcome.Succeeded success ->
                new Settlement.Paid(with(OrderStatus.PAID, payment.after(success, null), note, now));
            case PaymentOutcome.Failed failure ->
                new Settlement.Failed(
                        with(OrderStatus.PAYMENT_FAILED, payment.after(failure, failure.declineCode()), note, now),
                        failure.reason());
        };
    }

    /** Only the note and the payment's version change: the same fact, or an older one, is not written down again. */
    private Settlement contradiction(PaymentOutcome outcome, Instant now) {
        if (outcome.version() == payment.version() && note != null) {
            return new Settlement.Ignored();
        }
        String fact = outcome instanceof PaymentOutcome.Succeeded ? "succeeded" : "failed";
        String text = "Payment " + outcome.paymentId() + " " + fact + " (version " + outcome.version()
                + "), but the order had ended " + status + " before; seen " + now;
        return new Settlement.Contradicted(with(status, payment.after(outcome, payment.declineCode()), text, now));
    }

    Order withItems(List<OrderItem> lines) {
        return new Order(id, userId, status, lines, total, payment, note, version, createdAt, updatedAt);
    }

    private Order with(OrderStatus newStatus, PaymentState newPayment, @Nullable String newNote, Instant now) {
        return new Order(id, userId, newStatus, items, total, newPayment, newNote, version + 1, createdAt, now);
    }
}

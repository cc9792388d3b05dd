package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import io.breakwater.platform.events.Outbox;
import io.breakwater.platform.events.OutboxEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the world gets to know of orders, on {@code orders.v1}; the records are as contracts/events has them. */
@Component
class OrderEvents {

    private static final String TOPIC = "orders.v1";

    private final Outbox outbox;

    OrderEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void placed(Order order) {
        List<OrderPlaced.Item> items =
                order.items().stream().map(OrderPlaced.Item::of).toList();
        String paymentMethod = order.payment().method();
        append(
                order,
                new OrderPlaced(order.id(), order.userId(), order.total(), paymentMethod, items, order.createdAt()));
    }

    void paid(Order order) {
        append(
                order,
                new OrderPaid(order.id(), order.userId(), order.payment().id(), order.total(), order.updatedAt()));
    }

    void paymentFailed(Order order, String reason) {
        PaymentState payment = order.payment();
        append(
                order,
                new OrderPaymentFailed(
                        order.id(),
                        order.userId(),
                        payment.id(),
                        order.total(),
                        reason,
                        payment.declineCode(),
                        order.updatedAt()));
    }

    void paymentStatusRequested(UUID orderId, UUID userId, long version, Instant now) {
        append(orderId, version, new PaymentStatusRequested(orderId, userId, now));
    }

    private void append(Order order, Object data) {
        append(order.id(), order.version(), data);
    }

    /** An event is named as its record. */
    private void append(UUID orderId, long version, Object data) {
        outbox.append(new OutboxEvent(TOPIC, data.getClass().getSimpleName(), orderId, version, data));
    }

    record OrderPlaced(
            UUID orderId, UUID userId, Money total, String paymentMethod, List<Item> items, Instant placedAt) {

        record Item(UUID productId, String sku, String name, int quantity, Money unitPrice, Money lineTotal) {

            static Item of(OrderItem item) {
                return new Item(
                        item.productId(), item.sku(), item.name(), item.quantity(), item.unitPrice(), item.lineTotal());
            }
        }
    }

    record OrderPaid(UUID orderId, UUID userId, @Nullable UUID paymentId, Money total, Instant paidAt) {}

    record OrderPaymentFailed(
            UUID orderId,
            UUID userId,
            @Nullable UUID paymentId,
            Money total,
            String reason,
            @Nullable String declineCode,
            Instant failedAt) {}

    record PaymentStatusRequested(UUID orderId, UUID userId, Instant requestedAt) {}
}

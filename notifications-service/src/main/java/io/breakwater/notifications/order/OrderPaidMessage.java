package io.breakwater.notifications.order;

import io.breakwater.notifications.money.Money;
import java.util.Objects;
import java.util.UUID;

/** What this service uses of OrderPaid. */
record OrderPaidMessage(UUID orderId, UUID userId, UUID paymentId, Money total) {

    OrderPaidMessage {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(total, "total");
    }
}

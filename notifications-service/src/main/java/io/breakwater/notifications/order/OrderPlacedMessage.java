package io.breakwater.notifications.order;

import io.breakwater.notifications.money.Money;
import java.util.Objects;
import java.util.UUID;

/** What this service uses of OrderPlaced. */
record OrderPlacedMessage(UUID orderId, UUID userId, Money total) {

    OrderPlacedMessage {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(total, "total");
    }
}

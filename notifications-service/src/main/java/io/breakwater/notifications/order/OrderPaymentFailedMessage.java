package io.breakwater.notifications.order;

import io.breakwater.notifications.money.Money;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service uses of OrderPaymentFailed. */
record OrderPaymentFailedMessage(
        UUID orderId,
        UUID userId,
        @Nullable UUID paymentId,
        Money total,
        String reason,
        @Nullable String declineCode) {

    OrderPaymentFailedMessage {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(reason, "reason");
    }

    /** What an order shows as its decline code: the provider's where there is one, else our own reason. */
    String shownCode() {
        return declineCode == null ? reason : declineCode;
    }
}

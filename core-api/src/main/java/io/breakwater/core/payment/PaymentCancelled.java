package io.breakwater.core.payment;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is used here of the event's data. */
record PaymentCancelled(UUID paymentId, @Nullable UUID orderId, String reason) {

    PaymentCancelled {
        requireNonNull(paymentId, "paymentId");
        requireNonNull(reason, "reason");
    }
}

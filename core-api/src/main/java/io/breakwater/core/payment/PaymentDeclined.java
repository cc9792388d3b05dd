package io.breakwater.core.payment;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is used here of the event's data. */
record PaymentDeclined(UUID paymentId, @Nullable UUID orderId, String declineCode) {

    PaymentDeclined {
        requireNonNull(paymentId, "paymentId");
        requireNonNull(declineCode, "declineCode");
    }
}

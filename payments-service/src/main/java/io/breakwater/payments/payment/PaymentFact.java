package io.breakwater.payments.payment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is published on {@code payments.v1} (contracts/events): the definite outcomes. */
sealed interface PaymentFact {

    String TOPIC = "payments.v1";

    /** Given up after the provider has forgotten our keys, and cancelled there. */
    String EXPIRED = "payment_expired";

    default String type() {
        return getClass().getSimpleName();
    }

    record PaymentSucceeded(
            UUID paymentId,
            @Nullable UUID orderId,
            UUID userId,
            Money amount,
            String providerReference,
            Instant succeededAt)
            implements PaymentFact {}

    record PaymentDeclined(
            UUID paymentId, @Nullable UUID orderId, UUID userId, Money amount, String declineCode, Instant declinedAt)
            implements PaymentFact {}

    record PaymentCancelled(
            UUID paymentId, @Nullable UUID orderId, UUID userId, Money amount, String reason, Instant cancelledAt)
            implements PaymentFact {}
}

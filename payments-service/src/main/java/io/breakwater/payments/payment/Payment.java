package io.breakwater.payments.payment;

import io.breakwater.payments.provider.Charge;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A charge of a card.
 *
 * @param orderId null for a charge without an order
 * @param declineCode from the decline on, also while the intent has yet to be cancelled
 * @param createKey number of the idempotency key for creating the intent
 * @param confirmKey number of the idempotency key for confirming it
 * @param settledAt when its outcome became definite
 */
record Payment(
        UUID id,
        @Nullable UUID orderId,
        UUID userId,
        PaymentStatus status,
        RecoveryPoint recoveryPoint,
        Money amount,
        long captured,
        long refunded,
        String paymentMethod,
        @Nullable String providerReference,
        @Nullable String declineCode,
        @Nullable String description,
        int createKey,
        int confirmKey,
        @Nullable Instant settledAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static Payment ofOrder(UUID id, UUID orderId, UUID userId, Money amount, String paymentMethod, Instant now) {
        return new Payment(
                id,
                orderId,
                userId,
                PaymentStatus.PROCESSING,
                RecoveryPoint.STARTED,
                amount,
                0,
                0,
                paymentMethod,
                null,
                null,
                null,
                1,
                1,
                null,
                1,
                now,
                now);
    }

    Charge charge() {
        return new Charge(id, orderId, amount.amount(), amount.currency(), paymentMethod);
    }

    String reference() {
        return Objects.requireNonNull(providerReference, "no intent yet");
    }

    /** The fact that it stands for now, for whoever asks; null while there is none. */
    @Nullable
    PaymentFact fact() {
        return switch (status) {
            case SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED ->
                new PaymentFact.PaymentSucceeded(id, orderId, userId, amount, reference(), settled());
            case DECLINED ->
                new PaymentFact.PaymentDeclined(
                        id, orderId, userId, amount, Objects.requireNonNull(declineCode), settled());
            case CANCELLED ->
                new PaymentFact.PaymentCancelled(id, orderId, userId, amount, PaymentFact.EXPIRED, settled());
            case PROCESSING, UNKNOWN, REQUIRES_CAPTURE, REVIEW -> null;
        };
    }

    private Instant settled() {
        return Objects.requireNonNull(settledAt);
    }
}

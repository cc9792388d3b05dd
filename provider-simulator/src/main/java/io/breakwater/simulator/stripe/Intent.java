package io.breakwater.simulator.stripe;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of a payment intent, as the journal keeps it. It ends once: paid or canceled.
 *
 * @param amount minor units
 * @param created epoch seconds, as all times of Stripe's
 * @param attempt the last try to charge, null before the first
 */
record Intent(
        String id,
        String clientSecret,
        Status status,
        long amount,
        String currency,
        long created,
        Map<String, String> metadata,
        @Nullable String description,
        @Nullable String paymentMethod,
        @Nullable Attempt attempt,
        @Nullable Cancellation cancellation) {

    enum Status {
        REQUIRES_PAYMENT_METHOD,
        REQUIRES_CONFIRMATION,
        SUCCEEDED,
        CANCELED;

        /** Whether the intent can still be confirmed or canceled. */
        boolean open() {
            return this == REQUIRES_PAYMENT_METHOD || this == REQUIRES_CONFIRMATION;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param declineCode null where the bank paid */
    record Attempt(
            String charge, String paymentMethod, @Nullable String declineCode) {}

    record Cancellation(long at, @Nullable String reason) {}

    /** The outcome of a confirmation. Stripe takes a refused payment method off the intent. */
    Intent attempted(Attempt made) {
        return made.declineCode() == null
                ? with(Status.SUCCEEDED, made.paymentMethod(), made, null)
                : with(Status.REQUIRES_PAYMENT_METHOD, null, made, null);
    }

    Intent canceled(Cancellation wanted) {
        return with(Status.CANCELED, paymentMethod, attempt, wanted);
    }

    /** A lie about the amount, for an answer only. */
    Intent withAmount(long other) {
        return new Intent(
                id,
                clientSecret,
                status,
                other,
                currency,
                created,
                metadata,
                description,
                paymentMethod,
                attempt,
                cancellation);
    }

    private Intent with(
            Status next, @Nullable String method, @Nullable Attempt made, @Nullable Cancellation cancelled) {
        if (!status.open()) {
            throw new IllegalStateException(id + " is " + status.wireName());
        }
        return new Intent(
                id, clientSecret, next, amount, currency, created, metadata, description, method, made, cancelled);
    }
}

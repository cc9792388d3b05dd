package io.breakwater.core.order;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an order knows of its payment.
 *
 * @param method as the client sent it
 * @param version of the last fact that was applied; 0 before the first
 * @param declineCode why there was no payment; null where there was, or where it isn't known yet
 */
record PaymentState(
        String method,
        @Nullable UUID id,
        long version,
        @Nullable String declineCode) {

    static PaymentState open(String method) {
        return new PaymentState(method, null, 0, null);
    }

    PaymentState after(PaymentOutcome outcome, @Nullable String code) {
        return new PaymentState(method, outcome.paymentId(), outcome.version(), code);
    }
}

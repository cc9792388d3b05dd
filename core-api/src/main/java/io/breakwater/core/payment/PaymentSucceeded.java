package io.breakwater.core.payment;

import static java.util.Objects.requireNonNull;

import io.breakwater.core.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is used here of the event's data. */
record PaymentSucceeded(UUID paymentId, @Nullable UUID orderId, Money amount) {

    PaymentSucceeded {
        requireNonNull(paymentId, "paymentId");
        requireNonNull(amount, "amount");
    }
}

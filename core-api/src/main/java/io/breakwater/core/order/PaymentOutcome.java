package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import java.util.UUID;

/** How an order's payment ended, as payments-service says. */
public sealed interface PaymentOutcome {

    UUID paymentId();

    /** The payment's version: of two facts the higher one is the later. */
    long version();

    record Succeeded(UUID paymentId, long version, Money amount) implements PaymentOutcome {}

    /**
     * No money was taken and none will be.
     *
     * @param reason {@code declined} or why it was called off
     * @param declineCode what the order shows
     */
    record Failed(UUID paymentId, long version, String reason, String declineCode) implements PaymentOutcome {}
}

package io.breakwater.payments.provider;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be charged.
 *
 * @param amount in minor units
 * @param currency ISO 4217, in capitals
 */
public record Charge(UUID paymentId, @Nullable UUID orderId, long amount, String currency, String paymentMethod) {

    /** The kind of work that charges; the jobs wait while the provider is away. */
    public static final String WORK = "charge";
}

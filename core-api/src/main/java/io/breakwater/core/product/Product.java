package io.breakwater.core.product;

import io.breakwater.core.money.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * What the shop sells.
 *
 * @param available what can be ordered of it, as of the reading
 * @param version grows with every change that a client can see, except for the number in stock
 */
public record Product(
        UUID id,
        String sku,
        String name,
        String description,
        Money price,
        long available,
        long version,
        Instant createdAt,
        Instant updatedAt) {}

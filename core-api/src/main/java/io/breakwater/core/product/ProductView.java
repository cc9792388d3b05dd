package io.breakwater.core.product;

import io.breakwater.core.money.Money;
import java.time.Instant;
import java.util.UUID;

/** A product as clients see it. */
public record ProductView(
        UUID id,
        String sku,
        String name,
        String description,
        Money price,
        boolean inStock,
        long version,
        Instant updatedAt) {

    public static ProductView of(Product product) {
        return new ProductView(
                product.id(),
                product.sku(),
                product.name(),
                product.description(),
                product.price(),
                product.available() > 0,
                product.version(),
                product.updatedAt());
    }
}

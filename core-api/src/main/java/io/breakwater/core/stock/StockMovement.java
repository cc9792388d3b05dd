package io.breakwater.core.stock;

import java.util.UUID;

/** By how much each part of a product's stock changes. Only a delivery changes the sum. */
public record StockMovement(UUID productId, long available, long reserved, long sold) {

    /** For an order that waits for its payment. */
    public static StockMovement reserve(UUID productId, int quantity) {
        return new StockMovement(productId, -positive(quantity), quantity, 0);
    }

    /** The payment came to nothing. */
    public static StockMovement release(UUID productId, int quantity) {
        return new StockMovement(productId, positive(quantity), -quantity, 0);
    }

    /** The order is paid. */
    public static StockMovement sell(UUID productId, int quantity) {
        return new StockMovement(productId, 0, -positive(quantity), quantity);
    }

    /** By hand: what came into the warehouse or, negative, went out of it otherwise. */
    public static StockMovement deliver(UUID productId, int delta) {
        return new StockMovement(productId, delta, 0, 0);
    }

    private static int positive(int quantity) {
        if (quantity <= 0) {
            throw new IllegalArgumentException("A quantity is positive: " + quantity);
        }
        return quantity;
    }
}

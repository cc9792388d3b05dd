package io.breakwater.core.stock;

import java.time.Instant;
import java.util.UUID;

/** A product's stock, in pieces. */
record Stock(UUID productId, long available, long reserved, long sold, Instant asOf) {

    /** Whether there is enough of everything that the movement takes away. */
    boolean allows(StockMovement movement) {
        return Math.addExact(available, movement.available()) >= 0
                && Math.addExact(reserved, movement.reserved()) >= 0
                && Math.addExact(sold, movement.sold()) >= 0;
    }

    /** What the movement leaves; it must be allowed. */
    Stock after(StockMovement movement) {
        if (!allows(movement)) {
            throw new IllegalArgumentException(this + " does not allow " + movement);
        }
        return new Stock(
                productId,
                Math.addExact(available, movement.available()),
                Math.addExact(reserved, movement.reserved()),
                Math.addExact(sold, movement.sold()),
                asOf);
    }

    /** Whether a product comes into stock by the movement, or goes out of it: what a client sees of the number. */
    boolean turnsBy(StockMovement movement) {
        return (available > 0) != (after(movement).available > 0);
    }

    /** What was put in, less what was taken out again by hand. */
    long received() {
        return available + reserved + sold;
    }
}

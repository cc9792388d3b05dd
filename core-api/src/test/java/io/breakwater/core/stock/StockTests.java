package io.breakwater.core.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StockTests {

    private static final UUID PRODUCT = new UUID(1, 1);
    private static final int STEPS = 20_000;

    /** The model knows each piece: it is free, or in the hands of one order that waits or has paid. */
    @Test
    void agreesWithAModelThatCountsEachPiece() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("StockTests seed: -Dseed=" + seed);
        var random = new SplittableRandom(seed);
        Stock stock = new Stock(PRODUCT, 0, 0, 0, Instant.EPOCH);
        long free = 0;
        long received = 0;
        List<Long> waiting = new ArrayList<>();
        long paid = 0;

        for (int step = 0; step < STEPS; step++) {
            int quantity = 1 + random.nextInt(9);
            StockMovement movement;
            switch (random.nextInt(4)) {
                case 0 -> {
                    int delta = random.nextBoolean() ? quantity : -quantity;
                    movement = StockMovement.deliver(PRODUCT, delta);
                    if (free + delta >= 0) {
                        free += delta;
                        received += delta;
                    } else {
                        assertThat(stock.allows(movement)).isFalse();
                        continue;
                    }
                }
                case 1 -> {
                    movement = StockMovement.reserve(PRODUCT, quantity);
                    if (free >= quantity) {
                        free -= quantity;
                        waiting.add((long) quantity);
                    } else {
                        assertThat(stock.allows(movement)).isFalse();
                        continue;
                    }
                }
                default -> {
                    if (waiting.isEmpty()) {
                        assertThat(stock.allows(StockMovement.sell(PRODUCT, quantity)))
                                .isFalse();
                        assertThat(stock.allows(StockMovement.release(PRODUCT, quantity)))
                                .isFalse();
                        continue;
                    }
                    int order = Math.toIntExact(waiting.remove(random.nextInt(waiting.size())));
                    boolean success = random.nextBoolean();
                    movement = success ? StockMovement.sell(PRODUCT, order) : StockMovement.release(PRODUCT, order);
                    free += success ? 0 : order;
                    paid += success ? order : 0;
                }
            }
            Stock before = stock;
            stock = stock.after(movement);

            long reserved = waiting.stream().mapToLong(Long::longValue).sum();
            assertThat(stock)
                    .as("step %s of seed %s", step, seed)
                    .isEqualTo(new Stock(PRODUCT, free, reserved, paid, Instant.EPOCH));
            assertThat(stock.received()).isEqualTo(received);
            assertThat(before.turnsBy(movement)).isEqualTo((before.available() == 0) != (free == 0));
        }
    }

    @Test
    void refusesAMovementThatIsNotAllowed() {
        Stock three = new Stock(PRODUCT, 3, 0, 0, Instant.EPOCH);

        assertThatIllegalArgumentException().isThrownBy(() -> three.after(StockMovement.reserve(PRODUCT, 4)));
        assertThatIllegalArgumentException().isThrownBy(() -> three.after(StockMovement.sell(PRODUCT, 1)));
    }

    @Test
    void movesOnlyPositiveQuantities() {
        assertThatIllegalArgumentException().isThrownBy(() -> StockMovement.reserve(PRODUCT, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> StockMovement.release(PRODUCT, -1));
    }
}

package io.breakwater.local.drill.check;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** core-api's database. */
public record ShopFacts(List<Order> orders, List<Stock> stock, List<StoredAnswer> answers) {

    /**
     * One order's row and its lines.
     *
     * @param note a contradiction that waits for a person
     * @param items quantities by product
     */
    public record Order(
            UUID id,
            UUID user,
            String status,
            long total,
            String currency,
            @Nullable String note,
            long version,
            Map<UUID, Integer> items) {

        boolean paid() {
            return status.equals("PAID");
        }

        boolean failed() {
            return status.equals("PAYMENT_FAILED");
        }

        boolean ended() {
            return paid() || failed();
        }
    }

    public record Stock(UUID product, long available, long reserved, long sold, long received) {}

    /**
     * What is stored under an Idempotency-Key.
     *
     * @param order the id in the stored body; null where it was a refusal
     */
    public record StoredAnswer(
            UUID user, String key, int status, @Nullable UUID order) {}
}

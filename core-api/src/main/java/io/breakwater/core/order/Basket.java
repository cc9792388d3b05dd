package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to order; valid in itself, but not yet compared with the catalogue.
 *
 * @param expectedTotal what the client has shown; null where it doesn't mind
 */
record Basket(
        List<Line> lines, String paymentMethod, @Nullable Money expectedTotal) {

    record Line(UUID productId, int quantity) {}

    List<UUID> productIds() {
        return lines.stream().map(Line::productId).toList();
    }
}

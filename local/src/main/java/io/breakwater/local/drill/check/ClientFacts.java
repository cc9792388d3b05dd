package io.breakwater.local.drill.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the customers of the drill know.
 *
 * @param addresses of who ordered in this drill and at no other time
 * @param wishes one for each Idempotency-Key that was sent
 */
public record ClientFacts(Map<UUID, String> addresses, List<Wish> wishes) {

    /**
     * An order that a customer wants.
     *
     * @param orders the ids that it was answered with: none where no try was accepted, two would be an order too many
     * @param declines whether its card declines
     */
    public record Wish(String key, UUID user, Set<UUID> orders, boolean declines) {

        boolean accepted() {
            return !orders.isEmpty();
        }
    }

    Set<UUID> users() {
        return addresses.keySet();
    }
}

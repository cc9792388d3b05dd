package io.breakwater.local.drill.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All that is known after a drill, from every side. The safety of the whole state is judged; that something is there is
 * demanded only of the drill's own customers.
 *
 * @param interruptions how often notifications-service, or what it needs, was killed or frozen: each may cost a second
 *     copy of a mail
 */
public record Facts(
        ClientFacts client,
        ShopFacts shop,
        PaymentFacts payments,
        EventFacts events,
        PeopleFacts people,
        int interruptions) {

    /** The drill's own orders. */
    List<ShopFacts.Order> ordersOfTheDrill() {
        Set<UUID> users = client.users();
        return shop.orders().stream()
                .filter(order -> users.contains(order.user()))
                .toList();
    }

    Map<UUID, ShopFacts.Order> ordersById() {
        return Grouping.byId(shop.orders(), ShopFacts.Order::id);
    }
}

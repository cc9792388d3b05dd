package io.breakwater.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Answer;
import io.breakwater.core.CoreTest;
import io.breakwater.core.Shop;
import io.breakwater.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CoreTest
class ReadOrdersIT {

    private final UUID user = UUID.randomUUID();
    private final UUID stranger = UUID.randomUUID();
    private final Shop shop;

    @Autowired
    ReadOrdersIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void listsTheCallersOwnNewestFirstPageByPage() {
        List<String> placed = new ArrayList<>();
        for (int order = 0; order < 5; order++) {
            placed.addFirst(shop.anOrder(user, Shop.line(45, 1)));
        }
        shop.anOrder(stranger, Shop.line(45, 1));

        Answer first = shop.get(user, "/api/orders?limit=2");
        String newest = shop.anOrder(user, Shop.line(45, 1));
        Answer second = shop.get(user, "/api/orders?limit=2&cursor=" + first.field("nextCursor"));
        Answer third = shop.get(user, "/api/orders?limit=2&cursor=" + second.field("nextCursor"));

        List<String> read = new ArrayList<>(ids(first));
        read.addAll(ids(second));
        read.addAll(ids(third));
        assertThat(read).isEqualTo(placed);
        assertThat(third.field("nextCursor")).isNull();
        assertThat(ids(shop.get(user, "/api/orders"))).first().isEqualTo(newest);
        assertThat(shop.get(user, "/api/orders").json().get("items").get(0).get("items"))
                .hasSize(1);
    }

    @Test
    void hidesSomebodyElsesOrder() {
        String order = shop.anOrder(user, Shop.line(46, 1));

        assertThat(shop.get(stranger, "/api/orders/" + order).slug()).isEqualTo("not-found");
        assertThat(shop.get(user, "/api/orders/" + order).status()).isEqualTo(200);
        assertThat(shop.get(user, "/api/orders/nonsense").status()).isEqualTo(404);
        assertThat(ids(shop.get(stranger, "/api/orders"))).isEmpty();
    }

    @Test
    void showsSupportAndAdminsEverybodysOrders() {
        String order = shop.anOrder(user, Shop.line(47, 1));
        String later = shop.anOrder(stranger, Shop.line(47, 1));

        for (String role : List.of("support", "admin")) {
            assertThat(as(role, "/api/orders/" + order).field("id")).isEqualTo(order);
            assertThat(ids(as(role, "/api/orders"))).contains(order, later);
            assertThat(ids(as(role, "/api/orders?userId=" + user))).containsExactly(order);
            assertThat(as(role, "/api/orders?userId=nonsense").status()).isEqualTo(400);
        }
    }

    @Test
    void letsCustomersAskForNobodyElse() {
        assertThat(shop.get(user, "/api/orders?userId=" + stranger).slug()).isEqualTo("forbidden");
        assertThat(shop.get(user, "/api/orders?userId=" + user).status()).isEqualTo(200);
    }

    private Answer as(String role, String path) {
        return shop.get(path, "Authorization", TestTokens.bearer(UUID.randomUUID(), "customer", role));
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.json().get("items").forEach(order -> ids.add(order.get("id").stringValue()));
        return ids;
    }
}

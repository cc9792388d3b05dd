package io.breakwater.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Answer;
import io.breakwater.core.CoreTest;
import io.breakwater.core.Shop;
import io.breakwater.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CoreTest
class OrderValidationIT {

    private final UUID user = UUID.randomUUID();
    private final Shop shop;

    @Autowired
    OrderValidationIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        Answer answer = shop.order(user, """
                {"items": [%s, {"productId": "%s", "quantity": 0}, {"productId": "%s", "quantity": 1000}, {"quantity": 1}],
                 "paymentMethod": " ", "expectedTotal": {"amount": 0, "currency": "euro"}}
                """.formatted(Shop.line(30, 1), Shop.product(31), Shop.product(30)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.slug()).isEqualTo("validation-failed");
        assertThat(fields(answer))
                .containsExactlyInAnyOrder(
                        "items[1].quantity",
                        "items[2].quantity",
                        "items[2].productId",
                        "items[3].productId",
                        "paymentMethod",
                        "expectedTotal.amount",
                        "expectedTotal.currency");
    }

    @Test
    void wantsOneToFiftyLines() {
        String[] lines = IntStream.rangeClosed(51, 101)
                .mapToObj(product -> Shop.line(product, 1))
                .toArray(String[]::new);

        assertThat(fields(shop.order(user, Shop.basket(lines)))).containsExactly("items");
        assertThat(fields(shop.order(user, Shop.basket()))).containsExactly("items");
        assertThat(fields(shop.order(user, "{\"items\": null, \"paymentMethod\": null}")))
                .containsExactly("items", "paymentMethod");
        assertThat(fields(shop.order(user, Shop.basket("null")))).containsExactly("items[0]");
    }

    @Test
    void takesFiftyLines() {
        // 157 is one of the few that may run out.
        String[] lines = IntStream.rangeClosed(120, 170)
                .filter(product -> product != 157)
                .mapToObj(product -> Shop.line(product, 1))
                .toArray(String[]::new);

        assertThat(shop.order(user, Shop.basket(lines)).json().get("items")).hasSize(50);
    }

    @Test
    void takesJsonTypesAsTheyAre() {
        String id = Shop.product(32);

        for (String line : List.of(
                "{\"productId\": \"" + id + "\", \"quantity\": \"2\"}",
                "{\"productId\": \"" + id + "\", \"quantity\": 2.0}",
                "{\"productId\": \"" + id + "\", \"quantity\": true}",
                "{\"productId\": \"" + id + "\", \"quantity\": 2, \"price\": 1}",
                "{\"productId\": \"no uuid\", \"quantity\": 2}")) {
            Answer answer = shop.order(user, Shop.basket(line));
            assertThat(answer.status()).as(line).isEqualTo(400);
            assertThat(answer.slug()).as(line).isEqualTo("validation-failed");
        }
        assertThat(shop.order(user, "{").slug()).isEqualTo("malformed-request");
    }

    @Test
    void needsACallerAndAKey() {
        String body = Shop.basket(Shop.line(33, 1));
        String bearer = TestTokens.bearer(user, "customer");

        assertThat(shop.post("/api/orders", body, "Idempotency-Key", "k").slug())
                .isEqualTo("unauthenticated");
        assertThat(shop.post("/api/orders", body, "Authorization", bearer).slug())
                .isEqualTo("idempotency-key-missing");
        assertThat(shop.order(user, "x".repeat(256), body).slug()).isEqualTo("idempotency-key-invalid");
        assertThat(shop.get("/api/orders").slug()).isEqualTo("unauthenticated");
        assertThat(shop.get("/api/orders/" + UUID.randomUUID()).slug()).isEqualTo("unauthenticated");
    }

    @Test
    void doesNotStoreWhatIsInvalidUnderItsKey() {
        String key = UUID.randomUUID().toString();

        assertThat(shop.order(user, key, Shop.basket()).status()).isEqualTo(400);
        assertThat(shop.order(user, key, Shop.basket(Shop.line(34, 1))).status())
                .isEqualTo(201);
    }

    private static List<String> fields(Answer answer) {
        List<String> fields = new ArrayList<>();
        answer.json()
                .get("errors")
                .forEach(error -> fields.add(error.get("field").stringValue()));
        return fields;
    }
}

package io.breakwater.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Answer;
import io.breakwater.core.CoreTest;
import io.breakwater.core.Events;
import io.breakwater.core.Shop;
import io.breakwater.testing.KafkaRecords.Received;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@CoreTest
class PlaceOrderIT {

    private final UUID user = UUID.randomUUID();
    private final Shop shop;

    @Autowired
    PlaceOrderIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void takesAnOrderAndReservesItsStock() {
        long before = shop.available(20);
        JsonNode product = shop.get("/api/products/" + Shop.product(20)).json();
        long price = product.get("price").get("amount").longValue();

        Answer answer = shop.order(user, Shop.basket(Shop.line(20, 2), Shop.line(21, 1)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode order = answer.json();
        assertThat(answer.header("Location")).isEqualTo("/api/orders/" + answer.field("id"));
        assertThat(order.propertyNames())
                .containsExactly(
                        "id",
                        "status",
                        "items",
                        "total",
                        "refunded",
                        "paymentId",
                        "declineCode",
                        "createdAt",
                        "updatedAt");
        assertThat(answer.field("status")).isEqualTo("PENDING_PAYMENT");
        assertThat(answer.field("paymentId")).isNull();
        assertThat(answer.field("declineCode")).isNull();
        assertThat(order.get("refunded")).hasToString("{\"amount\":0,\"currency\":\"EUR\"}");
        JsonNode first = order.get("items").get(0);
        assertThat(first.propertyNames())
                .containsExactly("productId", "sku", "name", "quantity", "unitPrice", "lineTotal");
        assertThat(first.get("sku")).isEqualTo(product.get("sku"));
        assertThat(first.get("unitPrice")).isEqualTo(product.get("price"));
        assertThat(first.get("lineTotal").get("amount").longValue()).isEqualTo(2 * price);
        assertThat(shop.available(20)).isEqualTo(before - 2);
        assertThat(shop.get(user, "/api/orders/" + answer.field("id")).json()).isEqualTo(order);
    }

    @Test
    void tellsOfTheOrderAsTheSchemaSays() {
        Answer answer = shop.order(user, Shop.basket(Shop.line(22, 3)));

        try (Events events = new Events()) {
            Received placed = events.await(answer.field("id"), "OrderPlaced");

            assertThat(placed.headers())
                    .containsEntry("ce_aggregateversion", "1")
                    .containsEntry("x-request-id", answer.header("X-Request-Id"));
            JsonNode data = JsonMapper.shared().readTree(placed.value());
            assertThat(data.get("userId").stringValue()).isEqualTo(user.toString());
            assertThat(data.get("paymentMethod").stringValue()).isEqualTo("pm_card_visa");
            assertThat(data.get("total")).isEqualTo(answer.json().get("total"));
            assertThat(data.get("items")).isEqualTo(answer.json().get("items"));
            assertThat(data.get("placedAt")).isEqualTo(answer.json().get("createdAt"));
        }
    }

    @Test
    void answersAReplayedKeyByteForByte() {
        long before = shop.available(23);
        String key = UUID.randomUUID().toString();
        String body = Shop.basket(Shop.line(23, 1));

        Answer first = shop.order(user, key, body);
        Answer second = shop.order(user, "\"" + key + "\"", body);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(shop.available(23)).isEqualTo(before - 1);
        assertThat(shop.order(user, key, Shop.basket(Shop.line(23, 2))).slug()).isEqualTo("idempotency-key-reused");
        assertThat(shop.order(UUID.randomUUID(), key, body).header("Idempotency-Replayed"))
                .isNull();
    }

    @Test
    void executesFiftyIdenticalRequestsOnce() {
        long before = shop.available(24);
        String key = UUID.randomUUID().toString();
        String body = Shop.basket(Shop.line(24, 1));

        List<Answer> answers = AtOnce.call(50, number -> shop.order(user, key, body));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201
                        || (answer.status() == 409 && answer.slug().equals("idempotency-in-progress")));
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::text))
                .isNotEmpty()
                .containsOnly(shop.order(user, key, body).text());
        assertThat(shop.available(24)).isEqualTo(before - 1);
    }

    @Test
    void refusesWhatTheCatalogueDoesNotAllowAndReservesNothing() {
        long before = shop.available(25);
        String unknown = "{\"productId\": \"" + UUID.randomUUID() + "\", \"quantity\": 1}";
        shop.stock(26, 2);

        assertRefused(422, "unknown-product", Shop.basket(Shop.line(25, 1), unknown));
        assertRefused(409, "insufficient-stock", Shop.basket(Shop.line(25, 1), Shop.line(26, 3)));
        assertRefused(422, "total-too-large", Shop.basket(everything()));
        assertRefused(409, "price-changed", expecting(1, "EUR"));
        assertRefused(422, "currency-not-supported", expecting(1, "USD"));

        assertThat(shop.available(25)).isEqualTo(before);
        assertThat(shop.available(26)).isEqualTo(2);
        assertThat(shop.get(user, "/api/orders").json().get("items")).isEmpty();
    }

    @Test
    void storesARefusalUnderItsKey() {
        shop.stock(27, 0);
        String key = UUID.randomUUID().toString();
        Answer first = shop.order(user, key, Shop.basket(Shop.line(27, 1)));
        shop.stock(27, 10);

        Answer second = shop.order(user, key, Shop.basket(Shop.line(27, 1)));

        assertThat(first.status()).isEqualTo(409);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void takesTheExpectedTotalWhereItIsRight() {
        long price = shop.get("/api/products/" + Shop.product(25))
                .json()
                .get("price")
                .get("amount")
                .longValue();

        assertThat(shop.order(user, expecting(price, "EUR")).status()).isEqualTo(201);
    }

    private void assertRefused(int status, String slug, String body) {
        Answer answer = shop.order(user, body);
        assertThat(answer.slug()).as(answer.text()).isEqualTo(slug);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("instance")).isEqualTo("/api/orders");
    }

    /** 999 pieces each of the first fifty tents, lamps and the like: more than a million euros. */
    private static String[] everything() {
        return Stream.concat(Stream.of(25), IntStream.rangeClosed(251, 299).boxed())
                .map(product -> Shop.line(product, 999))
                .toArray(String[]::new);
    }

    private static String expecting(long amount, String currency) {
        return "{\"items\": [" + Shop.line(25, 1)
                + "], \"paymentMethod\": \"pm_card_visa\", \"expectedTotal\": {\"amount\": " + amount
                + ", \"currency\": \"" + currency + "\"}}";
    }
}

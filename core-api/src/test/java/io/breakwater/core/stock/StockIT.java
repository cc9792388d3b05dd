package io.breakwater.core.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Answer;
import io.breakwater.core.CoreTest;
import io.breakwater.core.Shop;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import io.breakwater.testing.TestTokens;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CoreTest
class StockIT {

    private static final UUID ADMIN = UUID.randomUUID();

    private final Shop shop;

    @Autowired
    StockIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void tellsTheNumberAsOfNowAndForbidsKeepingIt() {
        Answer answer = shop.get("/api/products/" + Shop.product(10) + "/stock");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.json().propertyNames()).containsExactly("productId", "available", "asOf");
        assertThat(answer.field("productId")).isEqualTo(Shop.product(10));
        assertThat(answer.field("asOf")).endsWith("Z").hasSize(24);
    }

    @Test
    void changesByTheDeltaAndAnswersWithTheProduct() {
        long before = shop.available(11);

        Answer answer = shop.deliver(11, 25);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("id")).isEqualTo(Shop.product(11));
        assertThat(answer.json().propertyNames()).contains("price", "inStock", "version");
        assertThat(shop.available(11)).isEqualTo(before + 25);
        shop.deliver(11, -30);
        assertThat(shop.available(11)).isEqualTo(before - 5);
    }

    @Test
    void changesOnceWhenTheKeyIsReplayed() {
        long before = shop.available(12);
        String key = UUID.randomUUID().toString();

        Answer first = change(12, key, "{\"delta\": 7}");
        Answer second = change(12, key, "{\"delta\": 7}");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(shop.available(12)).isEqualTo(before + 7);
        assertThat(change(12, key, "{\"delta\": 8}").slug()).isEqualTo("idempotency-key-reused");
        assertThat(change(13, key, "{\"delta\": 7}").slug()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void refusesToTakeMoreThanThereIs() {
        shop.stock(14, 3);

        Answer answer = shop.deliver(14, -4);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.slug()).isEqualTo("insufficient-stock");
        assertThat(shop.available(14)).isEqualTo(3);
        assertThat(shop.deliver(14, -3).status()).isEqualTo(200);
    }

    @Test
    void refusesADeltaThatIsNone() {
        for (String body : List.of(
                "{\"delta\": 0}",
                "{\"delta\": 1000001}",
                "{\"delta\": -1000001}",
                "{\"delta\": null}",
                "{}",
                "{\"delta\": \"2\"}",
                "{\"delta\": 2.0}",
                "{\"delta\": 2, \"more\": 1}",
                "{\"delta\": 99999999999}")) {
            Answer answer = change(15, UUID.randomUUID().toString(), body);

            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.slug()).as(body).isEqualTo("validation-failed");
        }
        assertThat(shop.deliver(15, 1_000_000).status()).isEqualTo(200);
        assertThat(shop.deliver(15, -1_000_000).status()).isEqualTo(200);
    }

    @Test
    void isForAdminsOnly() {
        String path = "/api/products/" + Shop.product(16) + "/stock";
        String customer = TestTokens.bearer(UUID.randomUUID(), "customer", "support");

        assertThat(shop.post(path, "{\"delta\": 1}", "Idempotency-Key", "k").slug())
                .isEqualTo("unauthenticated");
        assertThat(shop.post(path, "{\"delta\": 1}", "Authorization", customer, "Idempotency-Key", "k")
                        .slug())
                .isEqualTo("forbidden");
        assertThat(shop.post(path, "{\"delta\": 1}", "Authorization", TestTokens.bearer(ADMIN, "admin"))
                        .slug())
                .isEqualTo("idempotency-key-missing");
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        String key = UUID.randomUUID().toString();
        String path = "/api/products/" + UUID.randomUUID() + "/stock";

        Answer first = shop.post(
                path, "{\"delta\": 1}", "Authorization", TestTokens.bearer(ADMIN, "admin"), "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(404);
        assertThat(first.slug()).isEqualTo("not-found");
    }

    @Test
    void answersUnavailableRatherThanWaitForALockedProduct() throws SQLException {
        TestDatabase database = TestServers.database();
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.owner(), database.ownerPassword());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeQuery("SELECT 1 FROM stock WHERE product_id = '" + Shop.product(17) + "' FOR UPDATE");

            Answer locked = shop.deliver(17, 1);
            Answer other = shop.deliver(18, 1);

            assertThat(locked.status()).isEqualTo(503);
            assertThat(locked.slug()).isEqualTo("unavailable");
            assertThat(locked.header("Retry-After")).isNotNull();
            assertThat(other.status()).isEqualTo(200);
            connection.rollback();
        }
        assertThat(shop.deliver(17, 1).status()).isEqualTo(200);
    }

    private Answer change(int product, String key, String body) {
        return shop.post(
                "/api/products/" + Shop.product(product) + "/stock",
                body,
                "Authorization",
                TestTokens.bearer(ADMIN, "admin"),
                "Idempotency-Key",
                key);
    }
}

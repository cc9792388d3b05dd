package io.breakwater.core.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Answer;
import io.breakwater.core.CoreTest;
import io.breakwater.core.Shop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@CoreTest
class CatalogueIT {

    private final Shop shop;

    @Autowired
    CatalogueIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void pagesThroughThreeHundredDistinctProductsById() {
        List<JsonNode> all = all("/api/products?limit=37");

        assertThat(all).hasSize(300);
        assertThat(texts(all, "id")).isSorted().startsWith(Shop.product(1)).endsWith(Shop.product(300));
        assertThat(new HashSet<>(texts(all, "sku"))).hasSize(300);
        assertThat(new HashSet<>(texts(all, "name"))).hasSize(300);
        assertThat(all).allSatisfy(product -> {
            assertThat(product.propertyNames())
                    .containsExactly("id", "sku", "name", "description", "price", "inStock", "version", "updatedAt");
            assertThat(product.get("price").get("amount").longValue()).isBetween(50L, 100_000L);
            assertThat(product.get("price").get("currency").stringValue()).isEqualTo("EUR");
            assertThat(product.get("updatedAt").stringValue()).endsWith("Z").hasSize(24);
        });
        assertThat(shop.get("/api/products").json().get("items")).hasSize(20);
    }

    @Test
    void seedsMostStocksHighSomeLowAndTwoEmpty() {
        assertThat(shop.available(2)).isGreaterThanOrEqualTo(1000);
        assertThat(shop.available(157)).isEqualTo(3);
        assertThat(shop.available(213)).isZero();
        assertThat(product(213).json().get("inStock").booleanValue()).isFalse();
        assertThat(product(157).json().get("inStock").booleanValue()).isTrue();
    }

    @Test
    void findsTextsInNameSkuAndDescriptionInAnyCase() {
        assertThat(texts(all("/api/products?limit=100&q=cOpPeR"), "name"))
                .hasSize(6)
                .allMatch(name -> name.startsWith("Copper "));
        assertThat(texts(all("/api/products?q=kit-0001"), "id")).containsExactly(Shop.product(1));
        assertThat(texts(all("/api/products?q=" + encoded("minus 25 °c")), "sku"))
                .hasSize(6);
        assertThat(all("/api/products?q=qx")).isEmpty();
        assertThat(all("/api/products?limit=100&q=")).hasSize(300);
    }

    @Test
    void takesWildcardsForWhatTheyAre() {
        assertThat(all("/api/products?q=" + encoded("%"))).isEmpty();
        assertThat(all("/api/products?q=" + encoded("K_T"))).isEmpty();
        assertThat(all("/api/products?q=" + encoded("\\"))).isEmpty();
    }

    @Test
    void refusesALongQueryANulABadLimitAndAForeignCursor() {
        String cursor = shop.get("/api/products?limit=1").field("nextCursor");

        assertThat(shop.get("/api/products?q=" + "x".repeat(200)).status()).isEqualTo(200);
        assertThat(shop.get("/api/products?q=" + encoded("🌊".repeat(200))).status())
                .isEqualTo(200);
        Answer tooLong = shop.get("/api/products?q=" + "x".repeat(201));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.slug()).isEqualTo("validation-failed");
        assertThat(tooLong.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo("q");
        assertThat(shop.get("/api/products?q=%00").status()).isEqualTo(400);
        assertThat(shop.get("/api/products?limit=101").status()).isEqualTo(400);
        assertThat(shop.get("/api/products?limit=0").status()).isEqualTo(400);
        assertThat(shop.get("/api/products?cursor=nonsense").slug()).isEqualTo("cursor-invalid");
        assertThat(shop.get("/api/products?q=copper&cursor=" + cursor).slug()).isEqualTo("cursor-invalid");
        assertThat(shop.get("/api/products?unknown=1").status()).isEqualTo(200);
        assertThat(shop.get("/api/products?unknown=1&cursor=" + cursor).status())
                .isEqualTo(200);
        assertThat(shop.get("/api/products?limit=0&q=" + "x".repeat(201))
                        .json()
                        .get("errors")
                        .findValuesAsString("field"))
                .containsExactly("limit", "q");
    }

    @Test
    void answersNotModifiedToTheCurrentVersion() {
        Answer first = product(3);
        String etag = "\"" + first.json().get("version").longValue() + "\"";

        assertThat(first.header("ETag")).isEqualTo(etag);
        Answer second = shop.get("/api/products/" + Shop.product(3), "If-None-Match", etag);
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.text()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo(etag);
        assertThat(shop.get("/api/products/" + Shop.product(3), "If-None-Match", "\"999\", W/" + etag)
                        .status())
                .isEqualTo(304);
        assertThat(shop.get("/api/products/" + Shop.product(3), "If-None-Match", "*")
                        .status())
                .isEqualTo(304);
        assertThat(shop.get("/api/products/" + Shop.product(3), "If-None-Match", "\"999\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void hasANewVersionWhenAProductGoesOutOfStockOrComesBack() {
        shop.stock(4, 5);
        long before = product(4).json().get("version").longValue();

        shop.deliver(4, -2);
        assertThat(product(4).json().get("version").longValue()).isEqualTo(before);
        shop.deliver(4, -3);
        assertThat(product(4).json().get("version").longValue()).isEqualTo(before + 1);
        assertThat(product(4).json().get("inStock").booleanValue()).isFalse();
        shop.deliver(4, 1000);
        assertThat(product(4).json().get("version").longValue()).isEqualTo(before + 2);
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        assertThat(shop.get("/api/products/" + UUID.randomUUID()).slug()).isEqualTo("not-found");
        assertThat(shop.get("/api/products/1").status()).isEqualTo(404);
        assertThat(shop.get("/api/products/" + UUID.randomUUID() + "/stock").status())
                .isEqualTo(404);
    }

    private Answer product(int number) {
        return shop.get("/api/products/" + Shop.product(number));
    }

    private List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        while (next != null) {
            Answer page = shop.get(path + next);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json().get("items").forEach(items::add);
            String cursor = page.field("nextCursor");
            next = cursor == null ? null : "&cursor=" + cursor;
        }
        return items;
    }

    private static List<String> texts(List<JsonNode> items, String field) {
        return items.stream().map(item -> item.get(field).stringValue()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

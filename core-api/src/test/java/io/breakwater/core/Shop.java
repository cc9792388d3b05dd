package io.breakwater.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** The service as clients behind the gateway see it. */
@TestComponent
public class Shop {

    /** The longest that anything may take on a busy machine. */
    public static final Duration BOUND = Duration.ofSeconds(60);

    private static final UUID ADMIN = UUID.randomUUID();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Environment environment;

    Shop(Environment environment) {
        this.environment = environment;
    }

    /** The n-th product of the first catalogue, from 1; each test has its own. */
    public static String product(int number) {
        return "01901220-3c00-7000-8000-%012x".formatted(number);
    }

    public static String line(int product, int quantity) {
        return "{\"productId\": \"" + product(product) + "\", \"quantity\": " + quantity + "}";
    }

    public static String basket(String... lines) {
        return "{\"items\": [" + Stream.of(lines).collect(Collectors.joining(","))
                + "], \"paymentMethod\": \"pm_card_visa\"}";
    }

    public Answer get(String path, String... headers) {
        return send(HttpRequest.newBuilder().GET(), path, headers);
    }

    public Answer get(UUID user, String path) {
        return get(path, "Authorization", TestTokens.bearer(user, "customer"));
    }

    public Answer post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder().POST(BodyPublishers.ofString(body));
        return send(request.header("Content-Type", "application/json"), path, headers);
    }

    public Answer order(UUID user, String body) {
        return order(user, UUID.randomUUID().toString(), body);
    }

    public Answer order(UUID user, String key, String body) {
        return post("/api/orders", body, "Authorization", TestTokens.bearer(user, "customer"), "Idempotency-Key", key);
    }

    /** The id of an order that was taken. */
    public String anOrder(UUID user, String... lines) {
        Answer answer = order(user, basket(lines));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.field("id");
    }

    public Answer deliver(int product, int delta) {
        return post(
                "/api/products/" + product(product) + "/stock",
                "{\"delta\": " + delta + "}",
                "Authorization",
                TestTokens.bearer(ADMIN, "customer", "admin"),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    /** Leaves exactly so many available. */
    public void stock(int product, int pieces) {
        int delta = pieces - Math.toIntExact(available(product));
        if (delta != 0) {
            assertThat(deliver(product, delta).status()).isEqualTo(200);
        }
    }

    public long available(int product) {
        return get("/api/products/" + product(product) + "/stock")
                .json()
                .get("available")
                .longValue();
    }

    public JsonNode awaitStatus(UUID user, String orderId, String status) {
        return await().atMost(BOUND)
                .until(
                        () -> get(user, "/api/orders/" + orderId).json(),
                        order -> status.equals(order.get("status").stringValue()));
    }

    private Answer send(HttpRequest.Builder request, String path, String... headers) {
        String port = environment.getRequiredProperty("local.server.port");
        request.uri(URI.create("http://127.0.0.1:" + port + path)).timeout(BOUND);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

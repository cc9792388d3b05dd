package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.local.run.RunFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer's client: logged in as the demo account, through the gateway. */
final class Shop {

    // The client's own patience in the chain of time-outs.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RunFile file;
    private final String token;

    record Answer(int status, JsonNode body) {}

    private Shop(RunFile file) {
        this.file = file;
        RunFile.Account demo = file.accounts().getFirst();
        this.token = await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> logIn(demo.email(), demo.password()), answer -> answer.status() == 200)
                .body()
                .path("token")
                .asString();
    }

    static Shop of(RunFile file) {
        return new Shop(file);
    }

    String email() {
        return file.accounts().getFirst().email();
    }

    /** Ids of products with plenty in stock. */
    List<String> products() throws IOException, InterruptedException {
        JsonNode items = get("/api/products?limit=100").body().path("items");
        List<String> plenty = StreamSupport.stream(items.spliterator(), false)
                .map(product -> product.path("id").asString())
                .filter(id -> stock(id) >= 1000)
                .limit(10)
                .toList();
        assertThat(plenty).hasSize(10);
        return plenty;
    }

    long stock(String product) {
        return await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> get("/api/products/" + product + "/stock"), answer -> answer.status() == 200)
                .body()
                .path("available")
                .asLong();
    }

    Answer order(String product, int quantity, String paymentMethod, UUID key)
            throws IOException, InterruptedException {
        Map<String, Object> body = Map.of(
                "items", List.of(Map.of("productId", product, "quantity", quantity)), "paymentMethod", paymentMethod);
        return send(request("/api/orders")
                .header("Idempotency-Key", key.toString())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** Tries with the same key until it is accepted, as a client should. Returns the order's id. */
    String orderSurely(String product, int quantity, String paymentMethod) {
        UUID key = UUID.randomUUID();
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> order(product, quantity, paymentMethod, key), answer -> accepted(answer))
                .body()
                .path("id")
                .asString();
    }

    /** Waits for the order's end and returns it. */
    JsonNode ended(String order, Duration longest) {
        return await().atMost(longest)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get("/api/orders/" + order), Shop::hasEnded)
                .body();
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    private static boolean accepted(Answer answer) {
        // 409: the first try still runs; 5xx: it didn't. Anything else would be a bug.
        assertThat(answer.status())
                .as(answer.body().toString())
                .satisfiesAnyOf(
                        status -> assertThat(status).isIn(201, 409),
                        status -> assertThat(status).isGreaterThanOrEqualTo(502));
        return answer.status() == 201;
    }

    private static boolean hasEnded(Answer answer) {
        return answer.status() == 200
                && List.of("PAID", "PAYMENT_FAILED")
                        .contains(answer.body().path("status").asString());
    }

    private Answer logIn(String email, String password) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("email", email, "password", password));
        return send(HttpRequest.newBuilder(URI.create(file.gateway() + "/api/auth/login"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(file.gateway() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        String text = response.body();
        return new Answer(response.statusCode(), text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text));
    }
}

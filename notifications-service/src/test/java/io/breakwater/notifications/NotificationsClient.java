package io.breakwater.notifications;

import io.breakwater.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as one of its users sees it. */
final class NotificationsClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final UUID userId;

    NotificationsClient(int port, UUID userId) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.userId = userId;
    }

    HttpResponse<String> send(String method, String path) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", TestTokens.bearer(userId, "customer"))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> sendAsNobody(String method, String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    JsonNode get(String path) {
        HttpResponse<String> response = send("GET", path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return json(response);
    }

    /** The newest notifications, up to a hundred. */
    List<JsonNode> newest() {
        return items(get("/api/notifications?limit=100"));
    }

    long unread() {
        return get("/api/notifications/unread-count").get("count").longValue();
    }

    static List<JsonNode> items(JsonNode page) {
        List<JsonNode> items = new ArrayList<>();
        page.get("items").forEach(items::add);
        return items;
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

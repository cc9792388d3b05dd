package io.breakwater.core;

import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service has answered. */
public record Answer(HttpResponse<String> response) {

    private static final JsonMapper JSON = new JsonMapper();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return response.body();
    }

    public @Nullable String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** A field of the body as text; null where it is null. */
    public @Nullable String field(String name) {
        JsonNode value = json().get(name);
        return value.isNull() ? null : value.asString();
    }

    /** The kind of a problem. */
    public String slug() {
        return json().get("type").stringValue().substring("/problems/".length());
    }
}

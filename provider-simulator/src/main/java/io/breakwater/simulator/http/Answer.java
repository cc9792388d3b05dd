package io.breakwater.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole answer, ready to be sent. */
public record Answer(int status, String body, Map<String, String> headers) {

    /** JSON of whatever Jackson can write. */
    public static Answer json(int status, Object body) {
        return new Answer(status, Json.MAPPER.writeValueAsString(body), Map.of("Content-Type", "application/json"));
    }

    public static Answer empty(int status) {
        return new Answer(status, "", Map.of());
    }

    /** Stripe's form of an error without a code; the control calls use it too. */
    public static Answer error(int status, String message) {
        return json(status, Map.of("error", Map.of("message", message, "type", "invalid_request_error")));
    }

    public Answer with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, body, all);
    }

    public void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean bodiless = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
        if (!bodiless) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}

package io.breakwater.platform.work;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * A job in a worker's hands.
 *
 * @param attempt from 1
 * @param createdAt when it was added
 * @param payload JSON
 */
public record Claimed(String kind, String key, int attempt, Instant createdAt, String payload) {

    // Ignores unknown fields: a row may have been written by the next version.
    private static final JsonMapper LENIENT = JsonMapper.builder().build();

    public <T> T payload(Class<T> shape) {
        return LENIENT.readValue(payload, shape);
    }
}

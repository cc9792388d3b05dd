package io.breakwater.platform.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done outside.
 *
 * @param key unique within the kind
 * @param payload a record that the JSON mapper writes
 * @param due not before; null for at once
 */
public record Job(
        String kind, String key, Object payload, @Nullable Instant due) {

    public static Job now(String kind, String key, Object payload) {
        return new Job(kind, key, payload, null);
    }
}

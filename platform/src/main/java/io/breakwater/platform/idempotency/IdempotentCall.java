package io.breakwater.platform.idempotency;

import java.util.UUID;

/**
 * What makes two requests the same one; an argument of controller methods, which makes {@code Idempotency-Key} mandatory.
 *
 * @param route method and path pattern: on another route the same key is another key
 * @param path as it was sent; part of the fingerprint
 */
public record IdempotentCall(UUID userId, String route, String path, String key) {

    /** Two requests with equal ones use the same key. */
    IdempotentCall withoutPath() {
        return new IdempotentCall(userId, route, "", key);
    }
}

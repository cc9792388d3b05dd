package io.breakwater.platform.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The HTTP edge's settings.
 *
 * @param cursorKey signs the cursors of lists: at least 32 random bytes in base64url, the same for all replicas of a
 *     service. Without it, a service has no lists
 */
@ConfigurationProperties(value = "platform.web", ignoreUnknownFields = false)
public record WebProperties(@Nullable String cursorKey) {

    @Override
    public String toString() {
        return "WebProperties[cursorKey=" + (cursorKey == null ? "absent" : "present") + "]";
    }
}

package io.breakwater.platform.identity;

import java.util.Set;
import java.util.UUID;

/**
 * The user on whose behalf a request runs, as the internal token says; an argument of controller methods.
 *
 * @param sessionId the session's public id, never its token
 */
public record Caller(UUID userId, Set<String> roles, String sessionId) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }
}

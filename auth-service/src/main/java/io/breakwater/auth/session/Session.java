package io.breakwater.auth.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A log-in session, without its token: nobody but the client holds that.
 *
 * @param id its public id, the {@code sid} of internal tokens
 * @param ends the absolute end
 * @param userAgent what the client called itself, cut to a bound; empty where it didn't
 */
public record Session(
        UUID id, UUID userId, List<String> roles, Instant createdAt, Instant ends, String userAgent, String address) {

    // Longer ones are made up; Redis keeps one per session.
    private static final int LONGEST_USER_AGENT = 256;

    public Session {
        roles = List.copyOf(roles);
        userAgent = userAgent.length() <= LONGEST_USER_AGENT ? userAgent : userAgent.substring(0, LONGEST_USER_AGENT);
    }
}

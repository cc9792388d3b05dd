package io.breakwater.gateway.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions as the door sees them.
 *
 * @param idle how long a session lives without a request; auth-service has the same setting
 * @param seenAfter how stale {@code lastSeenAt} may be: a write per session and half minute instead of one per request
 * @param livenessTimeout for the script in Redis, which takes 0.1 ms: 50 leave room for a garbage collection on either side
 * @param connectTimeout for a connection to Redis: on one network, a SYN that isn't answered in 500 ms won't be
 * @param kept how many internal tokens are kept, at 1 kB each: 10 MB of a heap of 96
 * @param renewAfter an internal token lives 60 s: from then on it is renewed beside the request that uses it, so that an
 *     outage begins with at least ten seconds in hand
 */
@ConfigurationProperties(value = "gateway.sessions", ignoreUnknownFields = false)
record SessionSettings(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("30s") Duration seenAfter,
        @DefaultValue("50ms") Duration livenessTimeout,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("10000") int kept,
        @DefaultValue("50s") Duration renewAfter) {}

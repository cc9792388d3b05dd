package io.breakwater.platform.web;

import io.breakwater.platform.telemetry.Outages;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure was: an outage, a request that was refused on the way in, or else a bug. */
final class Failures {

    // A restart of Postgres or Redis takes seconds; a pool that is full is free again within one.
    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    // Chains of causes can be circular; real ones have fewer than ten.
    private static final int MAX_CAUSES = 20;

    private static final Set<String> REJECTED = Set.of(
            "org.springframework.security.web.firewall.RequestRejectedException",
            "org.apache.tomcat.util.http.InvalidParameterException");

    private Failures() {}

    static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    static boolean isOutage(Throwable failure) {
        return Outages.isOutage(failure);
    }

    /** Thrown by Spring Security's firewall and by Tomcat, also late: parameters are looked at when they are read. */
    static boolean isRejectedRequest(Throwable failure) {
        return Outages.isCausedByOneOf(failure, REJECTED);
    }
}

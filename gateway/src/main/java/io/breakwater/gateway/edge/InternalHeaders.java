package io.breakwater.gateway.edge;

import java.util.Locale;
import java.util.Set;

/** Headers that exist on one side of the door only. */
final class InternalHeaders {

    /** RFC 9110, section 7.6.1: they belong to one connection. {@code Expect} too: the door itself says 100. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "expect",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What a client sends and a service must not see: it gets our own of each, or none. */
    private static final Set<String> ONLY_OUTSIDE = Set.of("authorization", "cookie", "forwarded", "x-request-id");

    /** What a service sends and a client must not see, or gets from us. */
    private static final Set<String> ONLY_INSIDE =
            Set.of("forwarded", "server", "x-content-type-options", "x-request-id");

    private InternalHeaders() {}

    static boolean mayEnter(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lower) && !ONLY_OUTSIDE.contains(lower) && !internal(lower);
    }

    static boolean mayLeave(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lower) && !ONLY_INSIDE.contains(lower) && !internal(lower);
    }

    private static boolean internal(String lower) {
        return lower.startsWith("x-")
                && (lower.startsWith("x-internal-")
                        || lower.startsWith("x-breakwater-")
                        || lower.startsWith("x-forwarded-")
                        || lower.startsWith("x-user-"));
    }
}

package io.breakwater.gateway.identity;

import io.breakwater.platform.ids.Tokens;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request shows of its session. The header counts where there is a cookie too. */
sealed interface Credential {

    record None() implements Credential {}

    /** No token of ours can look like this. */
    record Malformed() implements Credential {}

    /**
     * Something that may be a token of ours.
     *
     * @param session the SHA-256 of the opaque token, in hex: the token itself goes no further
     */
    record Presented(String session, boolean byCookie) implements Credential {}

    String COOKIE = "__Host-session";

    /** 256 bits in base64url. */
    Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    static Credential of(ServerHttpRequest request) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (!headers.isEmpty()) {
            String header = headers.getFirst();
            return headers.size() == 1 && header.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? presented(header.substring(7).strip(), false)
                    : new Malformed();
        }
        HttpCookie cookie = request.getCookies().getFirst(COOKIE);
        return cookie == null ? new None() : presented(cookie.getValue(), true);
    }

    private static Credential presented(String token, boolean byCookie) {
        return TOKEN.matcher(token).matches() ? new Presented(Tokens.sha256Hex(token), byCookie) : new Malformed();
    }
}

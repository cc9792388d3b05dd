package io.breakwater.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;

/** Reads a request's body up to the limit. */
public final class RequestBody {

    // The longest call that we know has 50 metadata entries of 540 characters, which is 27 kB before escaping.
    private static final int MAX_BYTES = 256 * 1024;

    private RequestBody() {}

    /** Empty where the body is longer than the limit. */
    public static Optional<byte[]> read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        return body.length > MAX_BYTES ? Optional.empty() : Optional.of(body);
    }
}

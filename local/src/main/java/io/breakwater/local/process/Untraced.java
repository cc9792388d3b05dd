package io.breakwater.local.process;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Questions that the launcher asks every second: where our programs are traced, these would bury what people look for. */
public final class Untraced {

    // W3C Trace Context: the last two digits are the flags, and "sampled" is not set. Whoever is asked goes along.
    private static final String NOT_SAMPLED = "00-0000000000000000000000000000000a-000000000000000a-00";

    private Untraced() {}

    /** A GET that is in no trace. */
    public static HttpRequest get(URI uri, Duration patience) {
        return HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("traceparent", NOT_SAMPLED)
                .build();
    }
}

package io.breakwater.gateway.stream;

/** Why the door ends a stream, and the code that a WebSocket's client reads. Server-sent events have no codes: they end. */
enum Ending {
    SESSION_ENDED(4401, "session ended"),
    /** Nobody could say for so long whether the session lives that it may have idled out; the next request finds out. */
    SESSION_UNKNOWN(1012, "session not verifiable"),
    DRAINING(1012, "draining"),
    TOO_SLOW(4408, "too slow"),
    /** The service's connection broke, or nothing came through it any more: come back, another instance answers. */
    UPSTREAM_LOST(1012, "come back"),
    TEXT_ONLY(1003, "text only");

    private final int code;
    private final String reason;

    Ending(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}

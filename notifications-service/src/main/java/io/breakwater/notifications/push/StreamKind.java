package io.breakwater.notifications.push;

/** How a stream reaches its client; the names are those of the metrics. */
enum StreamKind {
    SSE("sse"),
    WEBSOCKET("websocket");

    private final String tag;

    StreamKind(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }
}

package io.breakwater.local.drill.stream;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listens on a WebSocket once, from where the ear left off. */
final class WebSocketListener implements Connection {

    /** RFC 6455's registry: service restart, come back. */
    private static final int COME_BACK = 1012;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final String uri;
    private final String token;

    WebSocketListener(HttpClient http, String gateway, String token) {
        this.http = http;
        this.uri = gateway.replaceFirst("^http", "ws") + "/ws/notifications?after=";
        this.token = token;
    }

    @Override
    public String listen(Ear ear) throws InterruptedException {
        Messages messages = new Messages(ear);
        try {
            http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(URI.create(uri + ear.latest()), messages)
                    .get();
            int code = messages.closed.get();
            return code == COME_BACK ? "" : "closed " + code;
        } catch (ExecutionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused
                    ? "answered " + refused.getResponse().statusCode()
                    : String.valueOf(e.getCause());
        }
    }

    private static final class Messages implements WebSocket.Listener {

        private final Ear ear;
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        private Messages(Ear ear) {
            this.ear = ear;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                // A ping and a reset have no id.
                if (message.hasNonNull("id")) {
                    ear.notification(message.path("sequence").asLong());
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}

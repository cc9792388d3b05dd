package io.breakwater.notifications;

import io.breakwater.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A WebSocket as a client has it. */
final class PushSocket implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    /** @param query as {@code ?after=3}, or empty */
    PushSocket(int port, UUID userId, String query) {
        socket = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(30))
                .header("Authorization", TestTokens.bearer(userId, "customer"))
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/notifications" + query), this)
                .join();
    }

    /** The next message that isn't a ping. */
    JsonNode next() {
        JsonNode message = nextOrPing();
        while (message.path("type").asString("").equals("ping")) {
            message = nextOrPing();
        }
        return message;
    }

    JsonNode nextPing() {
        JsonNode message = nextOrPing();
        while (!message.path("type").asString("").equals("ping")) {
            message = nextOrPing();
        }
        return message;
    }

    List<Long> nextSequences(int count) {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequences.add(next().get("sequence").longValue());
        }
        return sequences;
    }

    int closeCode() {
        return closeCode.orTimeout(30, TimeUnit.SECONDS).join();
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /** Leaves as a browser's tab does. */
    void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closeCode.completeExceptionally(failure);
    }

    private JsonNode nextOrPing() {
        try {
            JsonNode message = messages.poll(30, TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("Nothing came for 30 s");
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

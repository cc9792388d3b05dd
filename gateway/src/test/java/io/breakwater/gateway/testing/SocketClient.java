package io.breakwater.gateway.testing;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket's client, and what it has got. */
public final class SocketClient implements WebSocket.Listener {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<String> ponged = new CompletableFuture<>();
    private final boolean reads;
    private final WebSocket socket;

    private SocketClient(Door door, String path, boolean reads, String... headers) {
        this.reads = reads;
        WebSocket.Builder builder = door.client().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + door.port() + path), this)
                .join();
    }

    public static SocketClient connect(Door door, String path, String... headers) {
        return new SocketClient(door, path, true, headers);
    }

    /** With the session of that token. */
    public static SocketClient of(Door door, String token) {
        return connect(door, "/ws/notifications", "Authorization", "Bearer " + token);
    }

    /** One that reads nothing before {@link #wakeUp()}. */
    public static SocketClient asleep(Door door, String token) {
        return new SocketClient(door, "/ws/notifications", false, "Authorization", "Bearer " + token);
    }

    public WebSocket socket() {
        return socket;
    }

    public void wakeUp() {
        socket.request(Long.MAX_VALUE);
    }

    public String awaitText() throws InterruptedException {
        return String.valueOf(texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /** The code of the close that came, -1 where the connection broke without one. */
    public int awaitClosed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public String awaitPong() {
        return ponged.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public boolean open() {
        return !closed.isDone();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        texts.add(data.toString());
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, java.nio.ByteBuffer message) {
        ponged.complete(java.nio.charset.StandardCharsets.UTF_8.decode(message).toString());
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.complete(-1);
    }
}

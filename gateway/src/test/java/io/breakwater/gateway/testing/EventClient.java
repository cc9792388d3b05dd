package io.breakwater.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A client of server-sent events, and what it has got. */
public final class EventClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpResponse<InputStream> answer;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private EventClient(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread.ofVirtual().start(this::read);
    }

    /** Returns when the answer's head is there; headers are name, value and so on. */
    public static EventClient connect(Door door, String path, String... headers) {
        try {
            HttpRequest request = door.request(path, headers).GET().build();
            return new EventClient(door.client().send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** With the session of that token. */
    public static EventClient of(Door door, String token) {
        return connect(door, "/api/notifications/stream", "Authorization", "Bearer " + token);
    }

    public HttpResponse<InputStream> answer() {
        return answer;
    }

    public String text() {
        return String.join("", texts);
    }

    public void awaitText(String expected) {
        Awaitility.await().atMost(PATIENCE).until(() -> text().contains(expected));
    }

    public boolean open() {
        return !ended.isDone();
    }

    /** True where the answer ended as it should, false where the connection broke. */
    public boolean awaitEnded() {
        return ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public void hangUp() throws IOException {
        answer.body().close();
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (InputStream body = answer.body()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                texts.add(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
            ended.complete(true);
        } catch (IOException broken) {
            ended.complete(false);
        }
    }
}

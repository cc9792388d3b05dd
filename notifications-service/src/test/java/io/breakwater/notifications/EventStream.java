package io.breakwater.notifications;

import io.breakwater.testing.TestTokens;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An EventSource: server-sent events as a client reads them. */
final class EventStream implements Closeable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Event END = new Event("", "the end", "");

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final HttpResponse<InputStream> response;
    private volatile String lastId = "";

    /** One block of fields; without a name it is none that a client sees. */
    record Event(String id, String name, String data) {

        JsonNode json() {
            return JSON.readTree(data);
        }

        long sequence() {
            return json().get("sequence").longValue();
        }
    }

    /** @param lastEventId null where the client comes for the first time */
    EventStream(int port, UUID userId, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/notifications/stream"))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "text/event-stream")
                .header("Authorization", TestTokens.bearer(userId, "customer"));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** Where it would resume. */
    String lastId() {
        return lastId;
    }

    /** The next event that isn't a ping. */
    Event next() {
        Event event = nextOrPing();
        while (event.name().equals("ping")) {
            event = nextOrPing();
        }
        return event;
    }

    Event nextOrPing() {
        try {
            Event event = events.poll(30, TimeUnit.SECONDS);
            if (event == null) {
                throw new IllegalStateException("Nothing came for 30 s");
            }
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Event nextPing() {
        Event event = nextOrPing();
        while (!event.name().equals("ping")) {
            event = nextOrPing();
        }
        return event;
    }

    boolean hasNotification() {
        return events.stream().anyMatch(event -> event.name().equals("notification"));
    }

    List<Long> nextSequences(int count) {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequences.add(next().sequence());
        }
        return sequences;
    }

    boolean endsNext() {
        return next().equals(END);
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        try {
            String id = "";
            String name = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                    lastId = id;
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(id, name, data));
                    }
                    id = "";
                    name = "";
                    data = "";
                }
            }
        } catch (IOException cut) {
            lastId = lastId.strip();
        } finally {
            events.add(END);
        }
    }
}

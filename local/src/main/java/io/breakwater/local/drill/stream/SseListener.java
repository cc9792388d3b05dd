package io.breakwater.local.drill.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Listens to server-sent events once, from where the ear left off. */
final class SseListener implements Connection {

    private final HttpClient http;
    private final URI uri;
    private final String token;

    SseListener(HttpClient http, String gateway, String token) {
        this.http = http;
        this.uri = URI.create(gateway + "/api/notifications/stream");
        this.token = token;
    }

    @Override
    public String listen(Ear ear) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", String.valueOf(ear.latest()))
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                return "answered " + answer.statusCode();
            }
            return read(lines, ear) ? "" : "ended without a word";
        }
    }

    /** An event is its lines up to a blank one (WHATWG HTML, 9.2). Whether the last one said to come back. */
    private static boolean read(BufferedReader lines, Ear ear) throws IOException {
        String id = "";
        String event = "";
        boolean told = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.isEmpty()) {
                if (event.equals("notification")) {
                    ear.notification(Long.parseLong(id));
                }
                told = event.equals("reconnect");
                event = "";
                id = "";
            }
        }
        return told;
    }
}

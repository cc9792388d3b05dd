package io.breakwater.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a program whether it is ready: its own answer, never the age of its process. */
public final class Readiness {

    enum Answer {
        READY,
        NOT_READY,
        SILENT
    }

    // On this machine an answer takes a millisecond; under a start of eight JVMs, up to a second.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            // 1.1: the JDK's offer of h2c puzzles some servers.
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    Answer ask(URI endpoint) throws InterruptedException {
        HttpRequest request = Untraced.get(endpoint, PATIENCE);
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 ? Answer.READY : Answer.NOT_READY;
        } catch (IOException e) {
            return Answer.SILENT;
        }
    }
}

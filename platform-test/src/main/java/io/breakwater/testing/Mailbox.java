package io.breakwater.testing;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Reads the mails that came to an address, over GreenMail's HTTP API. */
public final class Mailbox {

    // The mailbox answers from memory.
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    public Mailbox(int httpPort) {
        this.port = httpPort;
    }

    /** In the order of their arrival; none for an address that never got one. */
    public List<Mail> to(String address) {
        String path = "/api/user/" + URLEncoder.encode(address, StandardCharsets.UTF_8) + "/messages/INBOX";
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER_WITHIN)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                return List.of();
            }
            List<String> raw = JsonPath.read(answer.body(), "$[*].mimeMessage");
            return raw.stream().map(Mail::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The mailbox does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package io.breakwater.local.drill.load;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.RunFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registers customers as anybody would: through the door, with the token of a mail. New ones for each drill, so that what
 * they ordered, were told and were mailed is this drill's and nothing else's.
 */
public final class Registration {

    // A mail is there after a second; a machine that is busy otherwise takes longer.
    private static final Duration LONGEST_MAIL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern TOKEN = Pattern.compile("X-Breakwater-Token: ([A-Za-z0-9_-]{43})");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SecureRandom random = new SecureRandom();
    private final RunFile file;

    public Registration(RunFile file) {
        this.file = file;
    }

    /** Returns when all can log in. @throws Refusal where one can't */
    public List<Customer> register(String drill, int count) throws InterruptedException {
        String run = hex(4);
        List<String> emails = new ArrayList<>();
        String password = "drill-" + hex(12);
        try {
            for (int i = 1; i <= count; i++) {
                String email = "%s-%s-%d@drill.example".formatted(drill, run, i);
                post("/api/auth/register", Map.of("email", email, "password", password, "name", "Drill " + i), 202);
                emails.add(email);
            }
            List<Customer> customers = new ArrayList<>();
            for (String email : emails) {
                post("/api/auth/verify", Map.of("token", mailedToken(email)), 204);
                JsonNode session = post("/api/auth/login", Map.of("email", email, "password", password), 200);
                customers.add(new Customer(
                        UUID.fromString(session.path("user").path("id").asString()),
                        email,
                        password,
                        session.path("token").asString()));
            }
            return customers;
        } catch (IOException e) {
            throw Refusal.failed("The drill's customers can't be registered: %s.", Refusal.reason(e));
        }
    }

    private String mailedToken(String email) throws IOException, InterruptedException {
        String path = "/api/user/" + URLEncoder.encode(email, StandardCharsets.UTF_8) + "/messages/INBOX";
        CountDownLatch never = new CountDownLatch(1);
        for (long begin = System.nanoTime(); System.nanoTime() - begin < LONGEST_MAIL.toNanos(); ) {
            HttpResponse<String> mails = http.send(
                    HttpRequest.newBuilder(URI.create(file.mailbox().http() + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Matcher token = TOKEN.matcher(mails.body());
            if (token.find()) {
                return token.group(1);
            }
            if (never.await(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("no mail came to " + email + " in " + LONGEST_MAIL.toSeconds() + " s");
    }

    private JsonNode post(String path, Map<String, String> body, int wanted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(file.gateway() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != wanted) {
            throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}

package io.breakwater.local.view;

import io.breakwater.local.process.Untraced;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How many requests each part has answered, by its own metrics. */
final class Requests {

    // It answers in milliseconds; who doesn't is in trouble, and the table waits for nobody.
    private static final Duration PATIENCE = Duration.ofMillis(800);

    // A service has the first, the gateway the second.
    private static final List<String> NAMES =
            List.of("http_server_requests_seconds", "spring_cloud_gateway_requests_seconds");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** By name; who doesn't answer is missing. */
    Map<String, Long> of(List<Part> parts) {
        Map<String, CompletableFuture<Long>> asked = new HashMap<>();
        for (Part part : parts) {
            if (part.managementPort() != null && part.pid() != null && !part.paused()) {
                // Only these metrics: all of them are a hundred kilobytes.
                URI uri = URI.create("http://127.0.0.1:" + part.managementPort() + "/metrics?includedNames="
                        + String.join(",", NAMES));
                asked.put(
                        part.name(),
                        http.sendAsync(Untraced.get(uri, PATIENCE), HttpResponse.BodyHandlers.ofString())
                                .thenApply(answer -> answer.statusCode() == 200 ? count(answer.body()) : -1)
                                .exceptionally(failure -> -1L));
            }
        }
        Map<String, Long> counts = new HashMap<>();
        asked.forEach((name, count) -> {
            if (count.join() >= 0) {
                counts.put(name, count.join());
            }
        });
        return counts;
    }

    /** The sum over all routes and statuses of a Prometheus text, our own probes and scrapes left out. */
    static long count(String metrics) {
        return metrics.lines()
                .filter(line -> NAMES.stream().anyMatch(name -> line.startsWith(name + "_count{")))
                .filter(line -> !line.matches(".*uri=\"/(livez|readyz|healthz|metrics)\".*"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

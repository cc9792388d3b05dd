package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.local.deploy.Dashboard;
import io.breakwater.local.deploy.PromQl;
import io.breakwater.local.deploy.Scrape;
import io.breakwater.local.run.RunFile.InstanceView;
import io.breakwater.testing.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What dashboards and autoscalers ask for, asked of a running system. */
@ExtendWith(RunningBreakwater.class)
class MetricsIT {

    // What is measured in tables and at the broker is measured every 5 s.
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final Pattern SCALED_BY = Pattern.compile("metric:\\s*(?:\\{\\s*)?name:\\s*(\\w+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void theDashboardNamesOnlyMetricsAndLabelsThatExist(Breakwater system, Shop shop) throws Exception {
        List<PromQl> queries =
                Dashboard.read().queries().stream().map(PromQl::parse).toList();
        // So that what counts requests, charges and collections has counted something.
        String order = shop.orderSurely(shop.products().getFirst(), 1, "pm_card_visa");
        shop.ended(order, SOON);

        await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(missing(system, queries)).isEmpty());
    }

    @Test
    void autoscalersNameOnlyMetricsOfTheirOwnService(Breakwater system) throws Exception {
        for (Map.Entry<String, Set<String>> wanted : scaledBy().entrySet()) {
            for (InstanceView instance : instances(system)) {
                if (instance.service().equals(wanted.getKey())) {
                    Scrape scrape = new Scrape();
                    scrape.add(metrics(instance));
                    assertThat(wanted.getValue()).as(wanted.getKey()).allMatch(scrape::has);
                }
            }
        }
    }

    private Set<String> missing(Breakwater system, List<PromQl> queries) throws IOException, InterruptedException {
        Scrape scrape = new Scrape();
        for (InstanceView instance : instances(system)) {
            scrape.add(metrics(instance));
        }
        Set<String> missing = new TreeSet<>();
        queries.forEach(query -> missing.addAll(scrape.missing(query)));
        return missing;
    }

    private static List<InstanceView> instances(Breakwater system) {
        return system.file().instances().stream()
                .filter(instance -> instance.managementPort() != null)
                .toList();
    }

    private String metrics(InstanceView instance) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + instance.managementPort() + "/metrics");
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
        return answer.body();
    }

    /** The custom metrics of each service's autoscaler, from {@code base/<service>/hpa.yaml}. */
    private static Map<String, Set<String>> scaledBy() throws IOException {
        Map<String, Set<String>> metrics = new HashMap<>();
        Path base = Checkout.root().resolve("deploy/kubernetes/base");
        try (Stream<Path> files = Files.walk(base)) {
            for (Path file : files.filter(it -> it.endsWith("hpa.yaml")).toList()) {
                Matcher names = SCALED_BY.matcher(Files.readString(file));
                while (names.find()) {
                    String service = file.getParent().getFileName().toString();
                    metrics.computeIfAbsent(service, any -> new TreeSet<>()).add(names.group(1));
                }
            }
        }
        assertThat(metrics).as("autoscalers below " + base).isNotEmpty();
        return metrics;
    }
}

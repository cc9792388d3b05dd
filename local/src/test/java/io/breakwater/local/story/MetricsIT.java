package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.local.deploy.Dashboard;
import io.breakwater.local.deploy.PromQl;
import io.breakwater.local.deploy.Scrape;
import io.breakwater.local.run.RunFile.InstanceView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the dashboard asks for, asked of a running system. */
@ExtendWith(RunningBreakwater.class)
class MetricsIT {

    // What is measured in tables and at the broker is measured every 5 s.
    private static final Duration SOON = Duration.ofSeconds(60);

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
}

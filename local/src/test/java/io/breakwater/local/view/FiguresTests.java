package io.breakwater.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How what other programs print is read. */
class FiguresTests {

    @Test
    void requestsAreSummedWithoutProbesAndScrapes() {
        String metrics = """
                # TYPE http_server_requests_seconds summary
                http_server_requests_seconds_count{method="GET",status="200",uri="/api/products/{id}"} 12
                http_server_requests_seconds_count{method="POST",status="201",uri="/api/orders"} 3.0
                spring_cloud_gateway_requests_seconds_count{routeId="orders",httpStatusCode="201"} 4
                http_server_requests_seconds_sum{method="POST",status="201",uri="/api/orders"} 0.7
                http_server_requests_seconds_count{method="GET",status="200",uri="/readyz"} 400
                """;

        assertThat(Requests.count(metrics)).isEqualTo(19);
    }

    @Test
    void timesAreReadAsEveryPsWritesThem() {
        assertThat(Usage.millis("0:01.25")).isEqualTo(1250);
        assertThat(Usage.millis("02:03:04")).isEqualTo(7384000);
        assertThat(Usage.millis("1-00:00:01")).isEqualTo(86401000);
    }

    @Test
    void aTerminalThatDoesNotKnowItsSizeHasTheUsualOne() {
        assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new TerminalSize(50, 132));
        assertThat(TerminalSize.parse("0 0\n")).isEqualTo(TerminalSize.USUAL);
        assertThat(TerminalSize.parse("")).isEqualTo(TerminalSize.USUAL);
    }

    @Test
    void ourOwnUsageIsKnown() {
        long self = ProcessHandle.current().pid();

        Usage usage = Usage.of(List.of(self), true).get(self);

        assertThat(usage).isNotNull();
        assertThat(usage.cpuMillis()).isPositive();
        assertThat(usage.memoryKilobytes()).isGreaterThan(10_000);
    }

    @Test
    void whoHasNoProcessHasNoFigures() {
        List<String> rows = new Sampler().rows(List.of(new Part("core-api/1", "backoff", false, null, 8082, 9082)));

        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).startsWith("backoff   core-api/1").endsWith("-");
    }
}

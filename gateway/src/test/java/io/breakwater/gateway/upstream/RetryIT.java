package io.breakwater.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.instances.Instance;
import io.breakwater.gateway.instances.Instances;
import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.RawServer;
import io.breakwater.gateway.testing.TestUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import reactor.netty.http.client.HttpClient;

class RetryIT {

    private Door door;
    private TestUpstream well;

    @BeforeEach
    void open() {
        door = Door.open(
                "spring.cloud.gateway.server.webflux.routes[0].id=catalogue",
                "spring.cloud.gateway.server.webflux.routes[0].uri=http://core-api",
                "spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/api/products/**",
                "spring.cloud.gateway.server.webflux.routes[0].metadata.response-timeout=1500",
                "spring.cloud.gateway.server.webflux.routes[0].metadata.public=/api/products/**");
        well = TestUpstream.named("well");
    }

    @AfterEach
    void close() {
        door.close();
        well.close();
    }

    @Test
    void theClientNeverRetriesByItself() {
        ObjectProvider<HttpClient> client = door.context().getBeanProvider(HttpClient.class);

        assertThat(client.getObject().configuration().isRetryDisabled()).isTrue();
        assertThat(client.getObject().configuration().responseTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void anInstanceThatRefusesConnectionsFailsNobody() throws IOException {
        instances(closedPort(), well.port(), closedPort());

        for (int i = 0; i < 60; i++) {
            assertThat(door.get("/api/products").statusCode()).isEqualTo(200);
            assertThat(door.post("/api/products", "{\"n\": " + i + "}").statusCode())
                    .isEqualTo(200);
            assertThat(well.last().body()).isEqualTo("{\"n\": " + i + "}");
        }
        assertThat(well.seen()).hasSize(120);
    }

    @Test
    void anInstanceThatRefusesIsLeftAloneForAMoment() throws IOException {
        int dead = closedPort();
        instances(dead, well.port());
        Instances known = door.context().getBean(Instances.class);

        for (int i = 0; i < 10; i++) {
            door.get("/api/products");
        }

        assertThat(known.list("core-api").stream().filter(i -> i.port() == dead).map(Instance::outstanding))
                .containsExactly(0);
    }

    @Test
    void whereAllRefuseItIsA503() throws IOException {
        instances(closedPort(), closedPort());

        assertUnavailable(door.get("/api/products"));
    }

    @Test
    void whereThereIsNobodyItIsA503() {
        assertUnavailable(door.get("/api/products"));
    }

    @Test
    void afterAResetOnlyWhatIsSafeIsSentAgain() throws IOException {
        try (RawServer ill = RawServer.resetting()) {
            // Only the ill one: where the same request comes twice, it was sent again.
            instances(ill.port());

            assertUnavailable(door.post("/api/products", "{}"));
            assertThat(ill.requests()).isEqualTo(1);
            assertUnavailable(door.get("/api/products"));
            assertThat(ill.requests()).isEqualTo(1 + 3);
            assertUnavailable(door.post("/api/products", "{}", "Idempotency-Key", "k"));
            assertThat(ill.requests()).isEqualTo(1 + 3 + 3);
        }
    }

    @Test
    void aRequestWithAKeyReachesAnotherInstanceWithItsBody() throws IOException {
        try (RawServer ill = RawServer.resetting()) {
            instances(ill.port(), well.port());

            for (int i = 0; i < 20 && ill.requests() == 0; i++) {
                assertThat(door.post("/api/products", "{\"n\": " + i + "}", "Idempotency-Key", "k" + i)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(well.last().body()).isEqualTo("{\"n\": " + i + "}");
            }
            assertThat(ill.requests()).isPositive();
        }
    }

    @Test
    void retriesStayInsideTheirBudget() throws IOException {
        try (RawServer ill = RawServer.resetting()) {
            // A breaker that opened would hide the budget.
            instances(ill.port(), well.port());
            int requests = 300;

            for (int i = 0; i < requests; i++) {
                door.get("/api/products");
            }

            assertThat(ill.requests() + well.seen().size()).isLessThanOrEqualTo(requests * 12 / 10);
        }
    }

    @Test
    void anInstanceThatHangsIsA504AndHoldsNothingAfterwards() throws IOException {
        try (RawServer ill = RawServer.hanging()) {
            instances(ill.port());

            HttpResponse<String> answer = door.get("/api/products");

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("/problems/deadline-exceeded");
            assertThat(ill.requests()).isEqualTo(1);
            assertNothingIsOutstanding();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsCutForTheClientToo() throws IOException {
        try (RawServer ill = RawServer.sending("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
            instances(ill.port());

            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> door.get("/api/products")))
                    .hasRootCauseInstanceOf(IOException.class);
            assertNothingIsOutstanding();
        }
    }

    private void assertNothingIsOutstanding() {
        Instances known = door.context().getBean(Instances.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(known.list("core-api"))
                        .allSatisfy(
                                instance -> assertThat(instance.outstanding()).isZero()));
    }

    private void instances(int... ports) {
        door.instances("core-api", ports);
        door.awaitInstances("core-api", ports.length);
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("/problems/unavailable");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package io.breakwater.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.TestUpstream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the door tells of itself, how it leaves, and that it can share its port. */
class ProbesIT {

    @Test
    void probesAreOnBothPortsAndTheRestOnTheManagementPortOnly() {
        try (Door door = Door.open()) {
            assertThat(door.get("/livez").statusCode()).isEqualTo(200);
            assertThat(door.get("/readyz").statusCode()).isEqualTo(200);
            for (String path : new String[] {"/livez", "/readyz", "/healthz", "/metrics"}) {
                assertThat(management(door, path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(management(door, "/healthz").body()).contains("redis");
            for (String path : new String[] {"/healthz", "/metrics", "/health", "/actuator", "/env"}) {
                assertThat(door.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void readinessDoesNotDependOnRedis() {
        try (Door door = Door.open()) {
            door.redisWire().cut();

            assertThat(door.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(management(door, "/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDoorThatLeavesAnnouncesItServesOnAndFinishesWhatItHolds() {
        CountDownLatch release = new CountDownLatch(1);
        try (Door door = Door.open("platform.drain.hold=3s");
                TestUpstream core = new TestUpstream(request -> {
                    if (request.target().endsWith("/slow")) {
                        uninterruptibly(release);
                    }
                    request.reply(200, "{}");
                })) {
            door.instances("core-api", core.port());
            door.awaitInstances("core-api", 1);
            assertThat(door.get("/api/products").headers().firstValue("Connection"))
                    .isEmpty();
            CompletableFuture<HttpResponse<String>> slow =
                    door.client().sendAsync(door.request("/api/products/slow").build(), BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(20)).until(() -> core.seen().size() == 2);

            Thread leaving = Thread.ofPlatform().start(() -> door.context().close());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> door.get("/readyz").statusCode() == 503);

            HttpResponse<String> served = door.get("/api/products");
            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(served.headers().firstValue("Connection")).contains("close");
            release.countDown();
            assertThat(slow.join().statusCode()).isEqualTo(200);
            assertThat(slow.join().headers().firstValue("Connection")).contains("close");
            await().atMost(Duration.ofSeconds(30)).until(() -> !leaving.isAlive());
        }
    }

    @Test
    void severalDoorsShareAPort() {
        try (Door first = Door.open();
                Door second = Door.open("server.port=" + first.port())) {
            assertThat(second.port()).isEqualTo(first.port());
            assertThat(first.get("/livez").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> management(Door door, String path) {
        return door.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.managementPort() + path))
                .build());
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

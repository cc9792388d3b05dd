package io.breakwater.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.TestUpstream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakerIT {

    private Door door;
    private TestUpstream core;

    @BeforeEach
    void open() {
        door = Door.open("gateway.upstream.breaker.minimum-calls=10", "gateway.upstream.breaker.slow-call=300ms");
        core = TestUpstream.named("core");
        door.instances("core-api", core.port());
        door.awaitInstances("core-api", 1);
    }

    @AfterEach
    void close() {
        door.close();
        core.close();
    }

    @Test
    void aServiceThatFailsIsSparedAndComesBack() {
        core.answerWith(request -> request.reply(503, "{}"));
        for (int i = 0; i < 10; i++) {
            assertThat(door.get("/api/products").statusCode()).isEqualTo(503);
        }
        int asked = core.seen().size();

        HttpResponse<String> refused = door.get("/api/products");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("/problems/unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        assertThat(core.seen()).hasSize(asked);
        assertThat(metrics())
                .containsPattern("resilience4j_circuitbreaker_state\\{[^}]*name=\"core-api\",state=\"open\"} 1");

        core.answerWith(request -> request.reply(200, "{}"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(door.get("/api/products").statusCode()).isEqualTo(200));
    }

    @Test
    void aServiceThatShedsLoadOrHasABugIsNotDown() {
        core.answerWith(request -> request.with("Retry-After", "1").reply(503, "{}"));
        for (int i = 0; i < 20; i++) {
            door.get("/api/products");
        }
        core.answerWith(request -> request.reply(500, "{}"));
        for (int i = 0; i < 20; i++) {
            door.get("/api/products");
        }

        assertThat(core.seen()).hasSize(40);
    }

    @Test
    void aServiceThatOnlyCrawlsIsSparedToo() {
        core.answerWith(request -> {
            pause();
            request.reply(200, "{}");
        });
        for (int i = 0; i < 10; i++) {
            door.get("/api/products");
        }

        assertThat(door.get("/api/products").statusCode()).isEqualTo(503);
        assertThat(core.seen()).hasSize(10);
    }

    @Test
    void oneServicesTroubleIsNotAnothers() {
        core.answerWith(request -> request.reply(503, "{}"));
        for (int i = 0; i < 11; i++) {
            door.get("/api/products");
        }

        String token = door.sessions().aSession();
        assertThat(door.get("/api/auth/me", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
    }

    private String metrics() {
        URI uri = URI.create("http://127.0.0.1:" + door.managementPort() + "/metrics");
        return door.send(HttpRequest.newBuilder(uri).build()).body();
    }

    private static void pause() {
        try {
            new java.util.concurrent.CountDownLatch(1).await(400, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

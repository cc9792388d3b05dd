package io.breakwater.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.TestUpstream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service with two connections, one that may wait for them, and a breaker that soon opens. */
class FullIT {

    private static final int CONNECTIONS = 2;
    private static final int CALLERS = 12;

    private final CountDownLatch free = new CountDownLatch(1);
    private Door door;
    private TestUpstream core;

    @BeforeEach
    void open() {
        door = Door.open(
                "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections=" + CONNECTIONS,
                "gateway.upstream.pending-connections=1",
                "gateway.upstream.breaker.minimum-calls=5");
        core = TestUpstream.named("core");
        door.instances("core-api", core.port());
        door.awaitInstances("core-api", 1);
    }

    @AfterEach
    void close() {
        free.countDown();
        door.close();
        core.close();
    }

    @Test
    void whatAServiceCannotHoldIsShedAndItIsNotTakenForDown() {
        core.answerWith(request -> {
            awaitFree();
            request.reply(200, "{}");
        });

        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, CALLERS)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> door.get("/api/products"), Thread::startVirtualThread))
                .toList();

        // All but those at work have their answer while nothing moves behind the door.
        await().atMost(Duration.ofSeconds(5))
                .until(() -> calls.stream().filter(CompletableFuture::isDone).count() == CALLERS - CONNECTIONS);
        calls.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .forEach(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.body()).contains("/problems/overloaded");
                    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                });
        free.countDown();
        assertThat(calls)
                .extracting(call -> call.join().statusCode())
                .filteredOn(status -> status == 200)
                .hasSize(2);
        assertThat(door.get("/api/products").statusCode()).isEqualTo(200);
    }

    private void awaitFree() {
        try {
            assertThat(free.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.breakwater.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.TestUpstream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollingInstancesIT {

    private Door door;

    @BeforeEach
    void open() {
        door = Door.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void instancesComeAndGoUnderTrafficWithoutAFailedRequest() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        List<String> failures = new ArrayList<>();
        try (TestUpstream first = TestUpstream.named("1");
                TestUpstream second = TestUpstream.named("2");
                TestUpstream third = TestUpstream.named("3")) {
            instances(first.port());
            Thread traffic = Thread.ofVirtual().start(() -> {
                while (!stop.get()) {
                    HttpResponse<String> answer = door.get("/api/products");
                    if (answer.statusCode() == 200) {
                        served.incrementAndGet();
                    } else {
                        failures.add(answer.statusCode() + " " + answer.body());
                    }
                }
            });

            instances(first.port(), second.port());
            await(() -> !second.seen().isEmpty());
            instances(second.port(), third.port());
            await(() -> !third.seen().isEmpty());
            int seenByFirst = first.seen().size();
            first.stop();
            int sofar = served.get();
            await(() -> served.get() > sofar + 50);
            stop.set(true);
            traffic.join(Duration.ofSeconds(30));

            assertThat(failures).isEmpty();
            assertThat(first.seen()).hasSizeLessThanOrEqualTo(seenByFirst + 1);
        }
    }

    @Test
    void theSlowOneGetsLess() {
        CountDownLatch release = new CountDownLatch(1);
        try (TestUpstream slow = new TestUpstream(request -> {
                    uninterruptibly(release);
                    request.reply(200, "{}");
                });
                TestUpstream quick = TestUpstream.named("quick")) {
            instances(slow.port(), quick.port());
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

            for (int i = 0; i < 40; i++) {
                answers.add(
                        door.client().sendAsync(door.request("/api/products").build(), BodyHandlers.ofString()));
                int expected = i + 1;
                await(() -> slow.seen().size() + quick.seen().size() == expected);
            }

            assertThat(slow.seen().size()).isLessThanOrEqualTo(5);
            release.countDown();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
            await(() -> door.context().getBean(Instances.class).list("core-api").stream()
                    .allMatch(instance -> instance.outstanding() == 0));
        }
    }

    @Test
    void aClientThatGoesAwayLeavesNothingOutstanding() {
        CountDownLatch release = new CountDownLatch(1);
        try (TestUpstream slow = new TestUpstream(request -> {
            uninterruptibly(release);
            request.reply(200, "{}");
        })) {
            instances(slow.port());
            Instance instance =
                    door.context().getBean(Instances.class).list("core-api").getFirst();
            CompletableFuture<HttpResponse<String>> answer =
                    door.client().sendAsync(door.request("/api/products").build(), BodyHandlers.ofString());
            await(() -> instance.outstanding() == 1 && slow.seen().size() == 1);

            answer.cancel(true);

            await(() -> instance.outstanding() == 0);
            release.countDown();
        }
    }

    private void instances(int... ports) {
        door.instances("core-api", ports);
        door.awaitInstances("core-api", ports.length);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

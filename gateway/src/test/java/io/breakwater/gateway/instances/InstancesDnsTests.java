package io.breakwater.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.instances.InstancesSettings.DnsName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class InstancesDnsTests {

    private final InstancesSettings settings = new InstancesSettings(
            null,
            Duration.ofMillis(200),
            Map.of("core-api", new DnsName("core", 8082), "auth-service", new DnsName("auth", 8081)),
            Duration.ofMillis(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(6));

    private final AtomicLong nanos = new AtomicLong();
    private final DrivenLookup lookup = new DrivenLookup();
    private Instances instances;
    private InstancesDns watched;

    @BeforeEach
    void watch() {
        instances = new Instances(settings, nanos::get, bound -> 0);
        watched = new InstancesDns(settings, instances, lookup, nanos::get);
        lookup.has("auth", "10.0.0.1");
    }

    @AfterEach
    void stop() {
        watched.stop();
    }

    @Test
    void everyAddressIsAnInstanceBeforeTheDoorOpens() {
        lookup.has("core", "10.0.0.3", "10.0.0.2", "fd00::1");

        watched.start();

        assertThat(instances.list("core-api"))
                .extracting(Instance::toString)
                .containsExactlyInAnyOrder("10.0.0.2:8082", "10.0.0.3:8082", "[fd00:0:0:0:0:0:0:1]:8082");
        assertThat(instances.list("auth-service"))
                .extracting(Instance::toString)
                .containsExactly("10.0.0.1:8081");
    }

    @Test
    void instancesComeAndGoAndOneThatStaysKeepsItsCount() {
        lookup.has("core", "10.0.0.2", "10.0.0.3");
        watched.start();
        Instance stays = instances.list("core-api").getFirst();
        stays.lease();

        lookup.has("core", "10.0.0.4", "10.0.0.2");

        awaitHosts("10.0.0.2", "10.0.0.4");
        assertThat(instances.list("core-api").getFirst()).isSameAs(stays);
        assertThat(stays.outstanding()).isEqualTo(1);
    }

    @Test
    void anAnswerInAnotherOrderIsNoNews(CapturedOutput output) {
        lookup.has("core", "10.0.0.2", "10.0.0.3");
        watched.start();

        lookup.has("core", "10.0.0.3", "10.0.0.2");

        lookup.awaitQuestions("core");
        assertThat(output.getOut().split("Instances of core-api", -1)).hasSize(2);
    }

    @Test
    void aNameThatResolvesNoMoreKeepsItsLastGoodListForAMinuteAndSaysSoOnce(CapturedOutput output) {
        lookup.has("core", "10.0.0.2");
        watched.start();

        lookup.has("core");
        lookup.awaitQuestions("core");
        nanos.set(Duration.ofSeconds(59).toNanos());
        lookup.awaitQuestions("core");

        assertThat(hosts()).containsExactly("10.0.0.2");
        assertThat(output.getOut().split("core doesn't resolve", -1)).hasSize(2);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        awaitHosts();
        assertThat(output.getOut()).contains("core-api has no instance any more");
        lookup.has("core", "10.0.0.5");
        awaitHosts("10.0.0.5");
    }

    @Test
    void namesDoNotWaitForEachOther() {
        lookup.answersNobody("auth");
        lookup.has("core", "10.0.0.2");

        watched.start();

        lookup.has("core", "10.0.0.3");
        awaitHosts("10.0.0.3");
        assertThat(instances.list("auth-service")).isEmpty();
    }

    @Test
    void whatGoesWrongWithOneAnswerEndsNothing() {
        lookup.has("core");

        watched.start();

        lookup.answersNothing("core");
        lookup.awaitQuestions("core");
        lookup.has("core", "10.0.0.2");
        awaitHosts("10.0.0.2");
    }

    private List<String> hosts() {
        return instances.list("core-api").stream().map(Instance::host).toList();
    }

    private void awaitHosts(String... hosts) {
        await().atMost(Duration.ofSeconds(20)).until(() -> hosts().equals(List.of(hosts)));
    }

    /** DNS in the test's hand: what it has been told is what it answers, at once. */
    private static final class DrivenLookup implements AddressLookup {

        private final Map<String, CompletionStage<List<InetAddress>>> answers = new ConcurrentHashMap<>();
        private final Map<String, Integer> questions = new ConcurrentHashMap<>();

        void has(String host, String... addresses) {
            answers.put(
                    host,
                    addresses.length == 0
                            ? CompletableFuture.failedFuture(new UnknownHostException(host))
                            : CompletableFuture.completedFuture(Arrays.stream(addresses)
                                    .map(InetAddress::ofLiteral)
                                    .toList()));
        }

        void answersNobody(String host) {
            answers.put(host, new CompletableFuture<>());
        }

        void answersNothing(String host) {
            answers.put(host, CompletableFuture.completedFuture(List.of()));
        }

        /** Returns when the present answer has certainly been taken. */
        void awaitQuestions(String host) {
            int before = asked(host);
            await().atMost(Duration.ofSeconds(20)).until(() -> asked(host) >= before + 3);
        }

        private int asked(String host) {
            return questions.getOrDefault(host, 0);
        }

        @Override
        public CompletionStage<List<InetAddress>> addresses(String host) {
            questions.merge(host, 1, Integer::sum);
            return answers.getOrDefault(host, CompletableFuture.failedFuture(new UnknownHostException(host)));
        }

        @Override
        public void close() {
            answers.clear();
        }
    }
}

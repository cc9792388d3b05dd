package io.breakwater.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.gateway.instances.Instance.Lease;
import io.breakwater.gateway.instances.Instances.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InstancesTests {

    private final AtomicLong nanos = new AtomicLong();
    private final Random random = new Random(42);
    private final Instances instances = new Instances(
            new InstancesSettings(
                    Path.of("i.json"),
                    Duration.ofMillis(200),
                    Map.of(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(6)),
            nanos::get,
            random::nextInt);

    @Test
    void theLessBusyOfTwoIsChosen() {
        have(1, 2);
        Instance busy = at(1);
        Lease lease = busy.lease();

        assertThat(instances.choose("s", Set.of())).contains(at(2));

        lease.release();
        lease.release();
        assertThat(busy.outstanding()).isZero();
    }

    @Test
    void idleOnesShareTheWork() {
        have(1, 2, 3);
        int[] chosen = new int[4];

        for (int i = 0; i < 3_000; i++) {
            chosen[instances.choose("s", Set.of()).orElseThrow().port()]++;
        }

        assertThat(chosen[1]).isBetween(900, 1_100);
        assertThat(chosen[2]).isBetween(900, 1_100);
        assertThat(chosen[3]).isBetween(900, 1_100);
    }

    @Test
    void oneThatFailedIsAvoidedForASecondWhileThereAreOthers() {
        have(1, 2);
        instances.avoid(at(1));

        for (int i = 0; i < 100; i++) {
            assertThat(instances.choose("s", Set.of())).contains(at(2));
        }
        assertThat(instances.choose("s", Set.of(at(2)))).contains(at(1));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        Lease lease = at(2).lease();
        assertThat(instances.choose("s", Set.of())).contains(at(1));
        lease.release();
    }

    @Test
    void whatWasTriedIsNeverChosenAgain() {
        have(1);
        assertThat(instances.choose("s", Set.of(at(1)))).isEmpty();
        have(1, 2);
        assertThat(instances.choose("s", Set.of(at(1), at(2)))).isEmpty();
        assertThat(instances.choose("unknown", Set.of())).isEmpty();
    }

    @Test
    void anInstanceThatStaysKeepsItsCount() {
        have(1, 2);
        Instance first = at(1);
        first.lease();

        have(1, 3);

        assertThat(at(1)).isSameAs(first);
        assertThat(instances.list("s")).extracting(Instance::port).containsExactly(1, 3);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> new Address("h", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Address(" ", 80)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneThatAnnouncesItsDepartureIsAvoidedUntilItHasLeft() {
        have(1, 2);
        instances.answered(at(1), 200, "close");
        instances.answered(at(2), 200, null);
        instances.answered(at(2), 400, "close");

        for (int i = 0; i < 100; i++) {
            assertThat(instances.choose("s", Set.of())).contains(at(2));
        }
        instances.avoid(at(1));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        Lease lease = at(2).lease();
        assertThat(instances.choose("s", Set.of())).contains(at(2));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(instances.choose("s", Set.of())).contains(at(1));
        lease.release();
    }

    private void have(int... ports) {
        instances.replace(Map.of(
                "s",
                java.util.Arrays.stream(ports)
                        .mapToObj(port -> new Address("h", port))
                        .toList()));
    }

    private Instance at(int port) {
        List<Instance> found =
                instances.list("s").stream().filter(i -> i.port() == port).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

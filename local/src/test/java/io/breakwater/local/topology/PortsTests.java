package io.breakwater.local.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.local.outcome.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTests {

    @Test
    void everyPortIsUniqueAtAnyNumberOfReplicas() {
        List<Integer> ports = Ports.all(0).boxed().toList();

        assertThat(ports).doesNotHaveDuplicates().hasSizeGreaterThan(80);
    }

    @Test
    void storiesSharePortsWithNoSystemBesideThem() {
        Set<Integer> stories = new HashSet<>(Ports.all(10000).boxed().toList());

        assertThat(Ports.all(0).boxed()).doesNotContainAnyElementsOf(stories);
    }

    @Test
    void noAllowedOffsetReachesTheEphemeralRange() {
        for (int offset = 0; offset <= 13674; offset++) {
            new Ports(offset);
            assertThat(Ports.all(offset).max().orElseThrow()).isLessThan(32768);
        }
    }

    @Test
    void theFirstForbiddenOffsetIsRefusedWithTheRange() {
        assertThatThrownBy(() -> new Ports(13675))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("32768–60999")
                .hasMessageContaining("13674");
    }

    @Test
    void negativeAndNonsensicalOffsetsAreRefused() {
        assertThatThrownBy(() -> Ports.parse("-1")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Ports.parse("many")).hasMessageContaining("must be a whole number");
    }

    @Test
    void replicasAndManagementAreWhereTheDesignSays() {
        Ports ports = new Ports(0);

        assertThat(ports.of(Topology.CORE, 2)).isEqualTo(8182);
        assertThat(ports.management(Topology.CORE, 1)).isEqualTo(9082);
        assertThat(ports.of(Topology.GATEWAY, 1)).isEqualTo(8080);
        assertThat(ports.control()).isEqualTo(8070);
    }

    @Test
    void gatewaysShareTheDoorAndHaveAManagementPortEach() {
        Ports ports = new Ports(0);

        assertThat(ports.of(Topology.GATEWAY, 2)).isEqualTo(8080);
        assertThat(ports.management(Topology.GATEWAY, 2)).isEqualTo(9180);
    }

    @Test
    void noTwoPartsHaveTheSamePortWhileAReloadRunsATenth() {
        assertThat(Ports.all(0).filter(port -> port != 8080).boxed()).doesNotHaveDuplicates();
    }
}

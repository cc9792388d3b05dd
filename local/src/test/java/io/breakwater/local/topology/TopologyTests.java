package io.breakwater.local.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.local.outcome.Refusal;
import org.junit.jupiter.api.Test;

class TopologyTests {

    /** Each replica's pool has at most eight connections (platform.yml), and Flyway one while it starts. */
    private static final int CONNECTIONS_A_REPLICA = 9;

    @Test
    void anUnknownServiceIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Topology.get("payment"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"payment\"")
                .hasMessageContaining("payments-service");
    }

    @Test
    void theSimulatorRunsOnce() {
        assertThatThrownBy(() -> Topology.checkReplicas(Topology.SIMULATOR, 2)).hasMessageContaining("one journal");
    }

    @Test
    void aServiceHasOneToNineReplicas() {
        Topology.checkReplicas(Topology.CORE, 1);
        Topology.checkReplicas(Topology.CORE, 9);

        assertThatThrownBy(() -> Topology.checkReplicas(Topology.CORE, 0)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Topology.checkReplicas(Topology.CORE, 10)).hasMessageContaining("1 to 9");
    }

    @Test
    void threeReplicasOfEverythingFitTheLocalServersConnections() {
        int databases = (int) Topology.SERVICES.stream()
                .filter(service -> service.database() != null)
                .count();

        assertThat(databases * 3 * CONNECTIONS_A_REPLICA).isLessThan(200);
    }
}

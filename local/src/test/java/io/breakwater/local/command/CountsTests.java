package io.breakwater.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.local.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTests {

    @Test
    void withoutOptionsEverythingRunsOnce() {
        assertThat(Counts.of(List.of()))
                .hasSize(6)
                .allSatisfy((program, count) -> assertThat(count).isOne());
    }

    @Test
    void anOptionSaysHowOften() {
        assertThat(Counts.of(List.of("core-api=3", "payments-service=2")))
                .containsEntry(Topology.CORE, 3)
                .containsEntry(Topology.PAYMENTS, 2)
                .containsEntry(Topology.AUTH, 1);
    }

    @Test
    void whatIsNoCountIsRefusedInASentence() {
        assertThatThrownBy(() -> Counts.parse("core-api")).hasMessageContaining("is not SERVICE=N");
        assertThatThrownBy(() -> Counts.parse("core-api=x")).hasMessageContaining("\"x\" is no number");
        assertThatThrownBy(() -> Counts.parse("core-api=10")).hasMessageContaining("1 to 9");
        assertThatThrownBy(() -> Counts.parse("core=1")).hasMessageContaining("There is no service \"core\"");
        assertThatThrownBy(() -> Counts.parse("provider-simulator=2")).hasMessageContaining("runs once");
    }

    @Test
    void aTargetMayNameAReplica() {
        assertThat(Target.parse("core-api")).isEqualTo(new Target("core-api", 0));
        assertThat(Target.parse("core-api/2")).isEqualTo(new Target("core-api", 2));
        assertThatThrownBy(() -> Target.parse("core-api/x")).hasMessageContaining("names no replica");
        assertThatThrownBy(() -> Target.parse("core-api/11")).hasMessageContaining("N from 1 to 10");
    }
}

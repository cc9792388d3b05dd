package io.breakwater.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillsTests {

    @Test
    void allRunInTheirOrderWhereNoneIsNamed() {
        assertThat(Drills.of(List.of())).extracting(Drill::name).containsExactly("kill", "freeze", "reload", "broker");
        assertThat(Drills.of(List.of("broker", "kill"))).extracting(Drill::name).containsExactly("broker", "kill");
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> Drills.of(List.of("flood")));

        assertThat(refusal.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(refusal.sentence())
                .isEqualTo("There is no drill \"flood\"; there are kill, freeze, reload, broker.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 51, Double.NaN, Double.POSITIVE_INFINITY})
    void aSillyRateIsRefused(double rate) {
        assertThatThrownBy(() -> new DrillOptions(1, rate, 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--rate");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9, 3601})
    void aSillyDurationIsRefused(int seconds) {
        assertThatThrownBy(() -> new DrillOptions(1, 5, seconds))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--seconds");
    }

    @Test
    void eachDrillHasItsOwnDurationWhereNoneIsGiven() {
        Drill kill = new KillDrill();

        assertThat(new DrillOptions(1, 5, 0).faults(kill)).isEqualTo(kill.usual());
        assertThat(new DrillOptions(1, 5, 20).faults(kill)).isEqualTo(Duration.ofSeconds(20));
    }
}

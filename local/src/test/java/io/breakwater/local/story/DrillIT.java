package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.outcome.ExitCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A short drill from its first customer to its verdict, and what is refused. */
@ExtendWith(RunningBreakwater.class)
class DrillIT {

    @Test
    void aShortKillDrillLosesAndDoublesNothing(Breakwater system, Shop shop) {
        String verdict = system.run("drill", "kill", "--seconds", "15", "--rate", "3", "--seed", "4");

        assertThat(verdict)
                .contains("drill kill: PASSED", "seed 4", "killed", "lost 0, doubled 0", "I1 the ledger balances");
        assertThat(verdict).doesNotContain("accepted 0 ").doesNotContain(": 0 checked, 1 violated");
    }

    @Test
    void anUnknownDrillIsRefusedByTheNamesOfTheKnownOnes(Breakwater system, Shop shop) {
        Breakwater.Result result = system.tryRun("drill", "flood");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.output()).contains("There is no drill \"flood\"; there are kill, freeze, reload, broker.");
    }
}

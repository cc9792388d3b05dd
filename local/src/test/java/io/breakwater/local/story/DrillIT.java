package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.outcome.ExitCodes;
import java.io.BufferedReader;
import java.util.List;
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
    void anInterruptedDrillBeginsNothingMoreAndTakesBackWhatItDid(Breakwater system, Shop shop) throws Exception {
        Process drill = system.begin("drill", "freeze");
        try (BufferedReader lines = drill.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.contains("scaling gateway to 2")) {
                line = lines.readLine();
            }
            drill.toHandle().destroy();
            List<String> after = lines.readAllLines();

            assertThat(drill.waitFor()).as("%s", after).isEqualTo(130);
            assertThat(after).anyMatch(one -> one.equals("Interrupted: nothing was judged."));
            assertThat(after).noneMatch(one -> one.contains("freezing"));
        }
        assertThat(system.file().instances())
                .filteredOn(instance -> instance.service().equals("gateway"))
                .hasSize(1);
    }

    @Test
    void anUnknownDrillIsRefusedByTheNamesOfTheKnownOnes(Breakwater system, Shop shop) {
        Breakwater.Result result = system.tryRun("drill", "flood");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.output()).contains("There is no drill \"flood\"; there are kill, freeze, reload, broker.");
    }
}

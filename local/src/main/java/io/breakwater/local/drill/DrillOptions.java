package io.breakwater.local.drill;

import io.breakwater.local.outcome.Refusal;
import java.time.Duration;

/**
 * What people asked for.
 *
 * @param rate orders a second
 * @param seconds for which faults are put in; 0 is each drill's own
 */
public record DrillOptions(long seed, double rate, int seconds) {

    // Two cores serve some fifty orders a second; the drill is about faults, not about speed.
    private static final double HIGHEST_RATE = 50;

    // Below, not even one fault fits; above, nobody waits.
    private static final int SHORTEST = 10;
    private static final int LONGEST = 3600;

    public DrillOptions {
        if (!(rate > 0 && rate <= HIGHEST_RATE)) {
            throw Refusal.usage(
                    "--rate is %s: it must be above 0 and at most %.0f orders a second.", rate, HIGHEST_RATE);
        }
        if (seconds != 0 && (seconds < SHORTEST || seconds > LONGEST)) {
            throw Refusal.usage("--seconds is %d: it must be %d to %d.", seconds, SHORTEST, LONGEST);
        }
    }

    Duration faults(Drill drill) {
        return seconds == 0 ? drill.usual() : Duration.ofSeconds(seconds);
    }
}

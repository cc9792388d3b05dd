package io.breakwater.simulator.fault;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The faults in force. They live in memory only: a restarted simulator is healthy. The decisions are drawn from a seeded
 * generator in the order of the calls, so one caller at a time sees the same faults again with the same seed.
 */
public final class Faults {

    private final RandomGenerator seeds;
    private FaultPlan plan = FaultPlan.NONE;
    private RandomGenerator random;

    public Faults(RandomGenerator seeds) {
        this.seeds = seeds;
        this.random = generator(0);
    }

    /** As they were set, with the seed that was drawn and the times that are left. */
    public synchronized FaultPlan plan() {
        return plan;
    }

    public synchronized void replace(FaultPlan wanted) {
        Long wantedSeed = wanted.seed();
        long seed = wantedSeed == null ? seeds.nextLong() : wantedSeed;
        plan = wanted.withSeed(seed);
        random = generator(seed);
    }

    public synchronized void clear() {
        plan = FaultPlan.NONE;
    }

    /**
     * Decides about one call. Each call that is struck by anything counts against {@code times}.
     *
     * @param operation the journal's name of the call, null for one that only reads
     * @param replayed whether a stored answer will be given: what strikes only an execution is left out then
     */
    public synchronized Strike strike(@Nullable String operation, @Nullable String paymentMethod, boolean replayed) {
        Long left = plan.times();
        boolean over = left != null && left == 0;
        if (over || !plan.match().accepts(operation, paymentMethod)) {
            return Strike.NONE;
        }
        boolean executed = !replayed;
        Strike strike = new Strike(
                plan.latencyMillis(),
                drawn(plan.hangRate(), true) ? plan.hangMillis() : 0,
                drawn(plan.rateLimitRate(), true),
                drawn(plan.loseAnswerRate(), true),
                drawn(plan.errorBeforeRate(), executed),
                drawn(plan.errorAfterRate(), executed),
                drawn(plan.declineRate(), executed && "payment_intent.confirm".equals(operation)),
                drawn(plan.wrongAmountRate(), executed));
        if (left != null && !strike.equals(Strike.NONE)) {
            plan = plan.withTimes(left - 1);
        }
        return strike;
    }

    /** Draws for every rate that is set, wanted or not, so that one fault doesn't shift the others' luck. */
    private boolean drawn(double rate, boolean wanted) {
        return rate > 0 && random.nextDouble() < rate && wanted;
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}

package io.breakwater.platform.process;

import java.util.Random;

/** What a run is drawn from: {@code -Dplatform.seed=} repeats it, as far as the machine plays along. */
public final class Seed {

    private static final long VALUE = Long.getLong("platform.seed", System.nanoTime() % 1_000_000);

    private Seed() {}

    /** Of the case's own, so that the order of the cases doesn't matter. */
    public static Random of(String title) {
        System.out.println(title + ": seed " + VALUE);
        return new Random(VALUE + title.hashCode());
    }
}

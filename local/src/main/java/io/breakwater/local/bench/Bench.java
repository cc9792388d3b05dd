package io.breakwater.local.bench;

import java.io.IOException;

/** Something that is measured. A new one is a class that is named in {@link Benches}. */
public interface Bench {

    /** What people type. */
    String name();

    /** Measures, telling its progress, and returns the result in Markdown. Bounded in time. */
    String run(BenchPlace place) throws IOException, InterruptedException;
}

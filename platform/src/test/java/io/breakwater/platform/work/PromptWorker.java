package io.breakwater.platform.work;

import java.time.Duration;
import java.util.function.Function;

/** Does what the test says, and comes back at once where it failed. */
record PromptWorker(Function<Claimed, Outcome> act) implements Worker {

    static final String KIND = "call";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Outcome work(Claimed job) {
        return act.apply(job);
    }

    @Override
    public Duration backoff(int attempt) {
        return Duration.ofMillis(20);
    }
}

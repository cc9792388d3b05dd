package io.breakwater.local.drill;

import io.breakwater.local.outcome.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What must be undone however the drill ends: each step once, the last one first. Thread-safe. */
final class TakingBack {

    // The launcher refuses while the scaling or reload that was interrupted is still under way.
    private static final Duration LONGEST_TRY = Duration.ofSeconds(90);

    /** May be refused, and is then tried again. */
    interface Action {
        void run() throws InterruptedException;
    }

    private final List<Step> steps = new ArrayList<>();

    /** One thing to undo. */
    final class Step {

        private final String what;
        private final Action action;
        private boolean done;

        private Step(String what, Action action) {
            this.what = what;
            this.action = action;
        }

        /** Undoes it, the first time. */
        synchronized void now() throws InterruptedException {
            if (!done) {
                action.run();
                done = true;
                forget(this);
            }
        }
    }

    /** To be called before the thing itself is done. */
    synchronized Step later(String what, Action action) {
        Step step = new Step(what, action);
        steps.add(step);
        return step;
    }

    private synchronized void forget(Step step) {
        steps.remove(step);
    }

    synchronized boolean isEmpty() {
        return steps.isEmpty();
    }

    private synchronized List<Step> last() {
        return List.copyOf(steps).reversed();
    }

    /** Undoes all; returns what could not be undone, in words. */
    List<String> all() throws InterruptedException {
        List<String> failed = new ArrayList<>();
        for (Step step : last()) {
            String why = stubbornly(step);
            if (!why.isEmpty()) {
                failed.add("could not " + step.what + ": " + why);
                forget(step);
            }
        }
        return failed;
    }

    private static String stubbornly(Step step) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long begin = System.nanoTime();
        while (true) {
            try {
                step.now();
                return "";
            } catch (Refusal refusal) {
                boolean over = System.nanoTime() - begin > LONGEST_TRY.toNanos()
                        || refusal.sentence().contains("does not answer");
                if (over || never.await(500, TimeUnit.MILLISECONDS)) {
                    return refusal.sentence();
                }
            }
        }
    }
}

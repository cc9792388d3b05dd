package io.breakwater.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakingBackTests {

    private final TakingBack takingBack = new TakingBack();
    private final List<String> done = new ArrayList<>();

    @Test
    void undoesTheLastThingFirstAndEachOnce() throws InterruptedException {
        takingBack.later("scale back", () -> done.add("scale back"));
        TakingBack.Step resume = takingBack.later("resume", () -> done.add("resume"));
        takingBack.later("stop the load", () -> done.add("stop the load"));

        resume.now();
        List<String> failed = takingBack.all();

        assertThat(done).containsExactly("resume", "stop the load", "scale back");
        assertThat(failed).isEmpty();
        assertThat(takingBack.isEmpty()).isTrue();
    }

    @Test
    void triesAgainWhileItIsRefused() throws InterruptedException {
        takingBack.later("scale back", () -> {
            done.add("try");
            if (done.size() == 1) {
                throw Refusal.failed("Another reload or scaling is under way.");
            }
        });

        assertThat(takingBack.all()).isEmpty();
        assertThat(done).hasSize(2);
    }

    @Test
    void saysWhatCouldNotBeUndoneWhereTheLauncherHasGone() throws InterruptedException {
        takingBack.later("resume kafka", () -> {
            throw Refusal.failed("The launcher does not answer at http://127.0.0.1:1 (refused).");
        });

        assertThat(takingBack.all())
                .containsExactly(
                        "could not resume kafka: The launcher does not answer at http://127.0.0.1:1 (refused).");
    }
}

package io.breakwater.local.drill;

import io.breakwater.local.drill.check.ClientFacts;
import io.breakwater.local.drill.check.Facts;
import io.breakwater.local.drill.check.Finding;
import io.breakwater.local.drill.check.Invariants;
import io.breakwater.local.drill.check.PeopleFacts.Stream;
import io.breakwater.local.drill.gather.Gathering;
import io.breakwater.local.drill.gather.Unanswered;
import io.breakwater.local.outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits until the system is quiet, gathers the facts and judges them; what was wrong before the drill is not its fault. */
final class Judgement {

    /** reliability.md: the checkers run after at most 60 s of quiescence, and no order is without an end by then. */
    static final Duration QUIESCENCE = Duration.ofSeconds(60);

    // Before anything is broken: what a person has just ordered is paid by then.
    private static final Duration QUIET_AT_FIRST = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Gathering gathering;
    private final Instant began = Instant.now();
    private final Set<String> before = new HashSet<>();
    private final CountDownLatch never = new CountDownLatch(1);

    /** What was judged last, and when everything was quiet. */
    record Ruling(Facts facts, List<Finding> findings, Duration quietAfter) {}

    Judgement(Gathering gathering) {
        this.gathering = gathering;
    }

    /** Returns how many violations there were already. @throws Refusal where the system isn't quiet */
    int before() throws InterruptedException {
        List<String> underWay = List.of();
        for (long begin = System.nanoTime(); System.nanoTime() - begin < QUIET_AT_FIRST.toNanos(); ) {
            underWay = underWay();
            if (underWay.isEmpty()) {
                break;
            }
            rest();
        }
        if (!underWay.isEmpty()) {
            throw Refusal.environment(
                    "The system isn't quiet, so a drill could not be judged: %s.", String.join(", ", underWay));
        }
        Facts facts = gathering.facts(new ClientFacts(Map.of(), List.of()), List.of(), began, 0);
        Invariants.judge(facts).forEach(finding -> finding.violations().forEach(one -> before.add(one.what())));
        return before.size();
    }

    /** Looks until all holds, at most for the quiescence; then judges as it is. */
    Ruling after(ClientFacts client, Supplier<List<Stream>> streams, int interruptions) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Duration quietAfter = Duration.ofNanos(System.nanoTime() - begin);
            boolean over = quietAfter.compareTo(QUIESCENCE) > 0;
            if (underWay().isEmpty() || over) {
                try {
                    Facts facts = gathering.facts(client, streams.get(), began, interruptions);
                    List<Finding> findings = Invariants.judge(facts).stream()
                            .map(finding -> finding.without(before))
                            .toList();
                    if (over || findings.stream().allMatch(Finding::holds)) {
                        return new Ruling(facts, findings, quietAfter);
                    }
                } catch (Unanswered e) {
                    // A broker that is just back; who is still silent at the end can't be judged.
                    if (over) {
                        throw e;
                    }
                }
            }
            rest();
        }
    }

    private List<String> underWay() {
        try {
            return gathering.underWay();
        } catch (Unanswered e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private void rest() throws InterruptedException {
        if (never.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }
}

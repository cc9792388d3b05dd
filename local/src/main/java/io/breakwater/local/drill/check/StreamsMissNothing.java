package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.DOUBLED;
import static io.breakwater.local.drill.check.Violation.Kind.LOST;

import io.breakwater.local.drill.check.PeopleFacts.Stream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who listens and comes back when told to hears every notification once, in order. */
final class StreamsMissNothing implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I7", "open streams missed nothing");
        for (Stream stream : facts.people().streams()) {
            long latest = facts.people().sequences().getOrDefault(stream.user(), 0L);
            List<Long> heard = stream.sequences();
            Set<Long> distinct = new HashSet<>(heard);
            for (long number = 1; number <= latest; number++) {
                long wanted = number;
                look.check(distinct.contains(wanted), LOST, () -> stream.name() + " never heard of number " + wanted);
            }
            look.check(
                    heard.stream().sorted().toList().equals(heard) && distinct.size() == heard.size(),
                    DOUBLED,
                    () -> stream.name() + " heard " + heard.size() + " notifications with " + distinct.size()
                            + " numbers, or not in order");
        }
        return look.end();
    }
}

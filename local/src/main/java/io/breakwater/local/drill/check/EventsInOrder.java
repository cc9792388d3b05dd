package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.EventFacts.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Per key, the first occurrences of events stand in the order of their commits; later copies don't count. */
final class EventsInOrder implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I6", "first occurrences stand in the order of commits");
        Map<UUID, Event> last = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        for (Event event : facts.events().events()) {
            if (!seen.add(event.id())) {
                continue;
            }
            Event before = last.put(event.aggregate(), event);
            // An answer to a question tells the same version again.
            look.check(
                    before == null || before.version() <= event.version(),
                    WRONG,
                    () -> event.type() + " " + event.version() + " of " + event.aggregate()
                            + " stands behind a later one");
            look.check(
                    before == null || before.partition() == event.partition(),
                    WRONG,
                    () -> "events of " + event.aggregate() + " are in two partitions");
        }
        return look.end();
    }
}

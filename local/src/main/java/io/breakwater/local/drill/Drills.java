package io.breakwater.local.drill;

import io.breakwater.local.outcome.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** Which there are. */
final class Drills {

    private static final List<Drill> ALL =
            List.of(new KillDrill(), new FreezeDrill(), new ReloadDrill(), new BrokerDrill());

    private Drills() {}

    /** Those of the names, or all. @throws Refusal where there is no such drill; it names the known ones */
    static List<Drill> of(List<String> names) {
        if (names.isEmpty()) {
            return ALL;
        }
        return names.stream().map(Drills::get).toList();
    }

    private static Drill get(String name) {
        return ALL.stream()
                .filter(drill -> drill.name().equals(name))
                .findAny()
                .orElseThrow(() -> Refusal.usage(
                        "There is no drill \"%s\"; there are %s.",
                        name, ALL.stream().map(Drill::name).collect(Collectors.joining(", "))));
    }
}

package io.breakwater.local.bench;

import io.breakwater.local.outcome.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** All there are, in the order in which they run. */
public final class Benches {

    private static final List<Bench> ALL = List.of(new StartBench());

    private Benches() {}

    /** Those of these names, all without any. @throws Refusal where one is unknown; it names the known ones */
    public static List<Bench> named(List<String> names) {
        for (String name : names) {
            if (ALL.stream().noneMatch(bench -> bench.name().equals(name))) {
                throw Refusal.usage(
                        "There is no bench \"%s\"; there %s.",
                        name,
                        (ALL.size() == 1 ? "is " : "are ")
                                + ALL.stream().map(Bench::name).collect(Collectors.joining(", ")));
            }
        }
        return ALL.stream()
                .filter(bench -> names.isEmpty() || names.contains(bench.name()))
                .toList();
    }
}

package io.breakwater.local.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one or more instances told Prometheus: metrics, and the labels that their samples have. */
public final class Scrape {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");
    // Prometheus' own, of the target.
    private static final Set<String> TARGET = Set.of("instance", "job");

    private final Map<String, Set<String>> labels = new HashMap<>();

    /** Adds what one instance told, as its management port answers. */
    public void add(String text) {
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> {
                    Set<String> names = labels.computeIfAbsent(sample.group(1), metric -> new HashSet<>(TARGET));
                    if (sample.group(2) != null) {
                        LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
                    }
                });
    }

    public boolean has(String metric) {
        return labels.containsKey(metric);
    }

    /** What a query names and nobody has told of: metrics, or labels as {@code metric{label}}. */
    public Set<String> missing(PromQl query) {
        Set<String> missing = new TreeSet<>();
        Set<String> known = new HashSet<>();
        for (PromQl.Selector selector : query.selectors()) {
            Set<String> has = labels.getOrDefault(selector.metric(), Set.of());
            known.addAll(has);
            if (has.isEmpty()) {
                missing.add(selector.metric());
            } else {
                selector.labels().stream()
                        .filter(label -> !has.contains(label))
                        .forEach(label -> missing.add(selector.metric() + "{" + label + "}"));
            }
        }
        if (missing.isEmpty()) {
            query.groupings().stream()
                    .filter(label -> !known.contains(label))
                    .forEach(label -> missing.add("by (" + label + ")"));
        }
        return missing;
    }
}

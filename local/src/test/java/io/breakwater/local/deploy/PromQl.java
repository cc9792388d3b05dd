package io.breakwater.local.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which metrics and labels a query names; no more of PromQL than our dashboard uses. */
public record PromQl(List<Selector> selectors, Set<String> groupings) {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)}|(?![\\w:]|\\s*\\())");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!=|!~|=)");
    private static final Set<String> OPERATORS = Set.of("or", "and", "unless", "bool", "offset");

    /**
     * A metric that is asked for.
     *
     * @param labels that its samples are chosen by
     */
    public record Selector(String metric, Set<String> labels) {}

    public static PromQl parse(String query) {
        String bare = RANGE.matcher(STRING.matcher(query).replaceAll("\"\"")).replaceAll("");
        Set<String> groupings = new HashSet<>();
        GROUPING.matcher(bare)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(groupings::add);
        List<Selector> selectors = new ArrayList<>();
        SELECTOR.matcher(GROUPING.matcher(bare).replaceAll(" "))
                .results()
                .filter(match -> !OPERATORS.contains(match.group(1)))
                .forEach(match -> selectors.add(new Selector(match.group(1), labels(match))));
        return new PromQl(selectors, groupings);
    }

    private static Set<String> labels(MatchResult selector) {
        Set<String> labels = new HashSet<>();
        if (selector.group(2) != null) {
            LABEL.matcher(selector.group(2)).results().forEach(match -> labels.add(match.group(1)));
        }
        return labels;
    }
}

package io.breakwater.local.drill.stream;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the open streams.
 *
 * @param told how often one was told to come back, and did
 * @param cutOff how each ended that ended without a word, or could not be opened
 */
public record Heard(int streams, long notifications, int told, List<String> cutOff) {

    public String sentence() {
        Map<String, Long> kinds =
                cutOff.stream().collect(Collectors.groupingBy(how -> how, TreeMap::new, Collectors.counting()));
        String how = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
        return "streams %d: %d notifications heard, told to reconnect %d times, cut off %d times%s"
                .formatted(streams, notifications, told, cutOff.size(), how.isEmpty() ? "" : " (" + how + ")");
    }
}

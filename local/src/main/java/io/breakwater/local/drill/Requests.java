package io.breakwater.local.drill;

import io.breakwater.local.drill.load.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of the tries.
 *
 * @param sent all of them
 * @param resets connections that were reset while they were being made: counted apart
 * @param failed the other tries without a good answer
 * @param atFault those of the failed that were under way while a fault lasted
 */
record Requests(long sent, long resets, List<Request> failed, long atFault) {

    static Requests of(List<Request> requests, Timeline timeline) {
        List<Request> failed = requests.stream()
                .filter(request -> !request.good() && !request.resetWhileConnecting())
                .toList();
        return new Requests(
                requests.size(),
                requests.stream().filter(Request::resetWhileConnecting).count(),
                failed,
                failed.stream().filter(timeline::meets).count());
    }

    /** E.g. "12 × 503 unavailable, 3 × Premature close"; the most frequent first. */
    String kinds() {
        Map<String, Long> kinds =
                failed.stream().collect(Collectors.groupingBy(Request::failure, Collectors.counting()));
        return kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
    }
}

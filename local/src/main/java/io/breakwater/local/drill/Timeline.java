package io.breakwater.local.drill;

import io.breakwater.local.drill.load.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which faults were put in, and when. Thread-safe. */
final class Timeline {

    /**
     * One fault, from its beginning to where its effect may end.
     *
     * @param what e.g. "killed"
     */
    private record Fault(String what, String target, long beginMillis, long endMillis) {

        boolean meets(Request request) {
            return request.beganMillis() <= endMillis && request.endedMillis() >= beginMillis;
        }
    }

    private final List<Fault> faults = new ArrayList<>();

    synchronized void add(String what, String target, long beginMillis, long endMillis) {
        faults.add(new Fault(what, target, beginMillis, endMillis));
    }

    synchronized int count() {
        return faults.size();
    }

    /** How often something was done to a program. */
    synchronized int count(String target) {
        return (int)
                faults.stream().filter(fault -> fault.target().equals(target)).count();
    }

    synchronized boolean meets(Request request) {
        return faults.stream().anyMatch(fault -> fault.meets(request));
    }

    /** E.g. "gateway killed 5 times, kafka frozen once". */
    synchronized String summary() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        faults.forEach(fault -> counts.merge(fault.target() + " " + fault.what(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + times(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}

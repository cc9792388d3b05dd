package io.breakwater.local.drill.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rows by what they belong to. */
final class Grouping {

    private Grouping() {}

    static <K, R> Map<K, R> byId(Collection<R> rows, Function<R, K> id) {
        Map<K, R> map = HashMap.newHashMap(rows.size());
        rows.forEach(row -> map.put(id.apply(row), row));
        return map;
    }

    /** In the order of the rows; get with {@link #of}. */
    static <K, R> Map<K, List<R>> by(Collection<R> rows, Function<R, K> key) {
        Map<K, List<R>> map = new HashMap<>();
        rows.forEach(row ->
                map.computeIfAbsent(key.apply(row), any -> new ArrayList<>(2)).add(row));
        return map;
    }

    static <K, R> List<R> of(Map<K, List<R>> map, K key) {
        return map.getOrDefault(key, List.of());
    }
}

package io.breakwater.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same start, several times. */
final class Series {

    private final String title;
    private final List<Double> walls = new ArrayList<>();
    private final List<Double> cpus = new ArrayList<>();
    private final List<Double> memories = new ArrayList<>();

    Series(String title) {
        this.title = title;
    }

    void add(double wallSeconds, Usage usage) {
        walls.add(wallSeconds);
        cpus.add(usage.cpu().toMillis() / 1000.0);
        memories.add((double) usage.pssMegabytes());
    }

    String title() {
        return title;
    }

    double lastWall() {
        return walls.getLast();
    }

    double medianWall() {
        return median(walls);
    }

    String row() {
        return "| %s | %s | %s | %s |"
                .formatted(title, cell(walls, "%.1f"), cell(cpus, "%.1f"), cell(memories, "%.0f"));
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String cell(List<Double> values, String format) {
        List<Double> sorted = values.stream().sorted().toList();
        String range = format + " (" + format + " – " + format + ")";
        return String.format(Locale.ROOT, range, median(values), sorted.getFirst(), sorted.getLast());
    }
}

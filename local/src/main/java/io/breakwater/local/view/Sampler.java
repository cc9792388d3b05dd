package io.breakwater.local.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the table's rows: what was used between two calls. Not thread-safe. */
public final class Sampler {

    /** Often enough to follow by eye; it costs less than a hundredth of a core. */
    public static final Duration EVERY = Duration.ofSeconds(2);

    // The share of memory is counted page by page in the kernel: every tenth second is enough.
    private static final int MEMORY_EVERY = 5;

    private final Requests requests = new Requests();
    private Map<String, Figures> before = Map.of();
    private long beforeNanos;
    private int calls;

    /** @param requests -1 where it isn't known */
    private record Figures(@Nullable Long pid, Usage usage, long requests) {

        /** Of one core; -1 where it is another process than before. */
        private double cpuPercentSince(@Nullable Figures last, double seconds) {
            return last == null || pid == null || !pid.equals(last.pid)
                    ? -1
                    : (usage.cpuMillis() - last.usage.cpuMillis()) / seconds / 10;
        }

        private double rateSince(@Nullable Figures last, double seconds) {
            return last == null || last.requests < 0 || requests < last.requests
                    ? -1
                    : (requests - last.requests) / seconds;
        }
    }

    /** A header, a row for each part, their sum. */
    public List<String> rows(List<Part> parts) {
        boolean memory = calls++ % MEMORY_EVERY == 0;
        Map<String, Figures> now = look(parts, memory);
        long nanos = System.nanoTime();
        double seconds = (nanos - beforeNanos) / 1e9;
        List<String> rows = new ArrayList<>();
        rows.add("%-9s %-24s %7s %9s %11s".formatted("STATE", "INSTANCE", "CPU %", "MEMORY", "REQUESTS/S"));
        double cpu = 0;
        long kilobytes = 0;
        for (Part part : parts) {
            Figures figures = Objects.requireNonNull(now.get(part.name()));
            Figures last = before.get(part.name());
            double used = figures.cpuPercentSince(last, seconds);
            double rate = figures.rateSince(last, seconds);
            cpu += Math.max(used, 0);
            kilobytes += figures.usage().memoryKilobytes();
            rows.add(row(
                    part.paused() ? "paused" : part.state(),
                    part.name(),
                    used,
                    figures.usage().memoryKilobytes(),
                    rate));
        }
        rows.add(row("", "all", cpu, kilobytes, -1));
        before = now;
        beforeNanos = nanos;
        return rows;
    }

    private Map<String, Figures> look(List<Part> parts, boolean memory) {
        Map<String, List<Long>> pids = new HashMap<>();
        parts.forEach(part -> pids.put(part.name(), pids(part)));
        Map<Long, Usage> usages =
                Usage.of(pids.values().stream().flatMap(List::stream).toList(), memory);
        Map<String, Long> counts = requests.of(parts);
        Map<String, Figures> now = new HashMap<>();
        for (Part part : parts) {
            Usage usage = Objects.requireNonNull(pids.get(part.name())).stream()
                    .map(usages::get)
                    .filter(Objects::nonNull)
                    .reduce(new Usage(0, 0), Usage::plus);
            Figures last = before.get(part.name());
            if (!memory && last != null) {
                usage = new Usage(usage.cpuMillis(), last.usage().memoryKilobytes());
            }
            now.put(part.name(), new Figures(part.pid(), usage, counts.getOrDefault(part.name(), -1L)));
        }
        return now;
    }

    /** PostgreSQL is a process per connection; all others are one. */
    private static List<Long> pids(Part part) {
        Long pid = part.pid();
        if (pid == null) {
            return List.of();
        }
        List<Long> pids = new ArrayList<>(List.of(pid));
        if (part.name().equals("postgres")) {
            ProcessHandle.of(pid).ifPresent(process -> process.children().forEach(child -> pids.add(child.pid())));
        }
        return pids;
    }

    private static String row(String state, String name, double cpu, long kilobytes, double rate) {
        return "%-9s %-24s %7s %9s %11s"
                .formatted(
                        state,
                        name,
                        cpu < 0 ? "-" : String.format(Locale.ROOT, "%.1f", cpu),
                        kilobytes == 0 ? "-" : Math.round(kilobytes / 1024.0) + " MB",
                        rate < 0 ? "-" : String.format(Locale.ROOT, "%.1f", rate));
    }
}

package io.breakwater.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes have used.
 *
 * @param pssMegabytes proportional set size: a page that n processes share counts 1/n in each, so that sums are right; 0
 *     where the system doesn't tell (Linux does)
 */
record Usage(Duration cpu, long pssMegabytes) {

    static final Usage NONE = new Usage(Duration.ZERO, 0);

    Usage plus(Usage other) {
        return new Usage(cpu.plus(other.cpu), pssMegabytes + other.pssMegabytes);
    }

    /** Of the process and all that came from it and still live. */
    static Usage ofTree(ProcessHandle root) {
        List<ProcessHandle> tree =
                Stream.concat(Stream.of(root), root.descendants()).toList();
        return tree.stream().map(Usage::of).reduce(NONE, Usage::plus);
    }

    private static Usage of(ProcessHandle process) {
        return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO), pss(process.pid()));
    }

    private static long pss(long pid) {
        Path file = Path.of("/proc", String.valueOf(pid), "smaps_rollup");
        if (!Files.isReadable(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            long kilobytes = lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
            return Math.round(kilobytes / 1024.0);
        } catch (IOException | UncheckedIOException e) {
            // It ended in between.
            return 0;
        }
    }
}

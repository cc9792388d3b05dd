package io.breakwater.local.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a process has used so far.
 *
 * @param cpuMillis of all its threads
 * @param memoryKilobytes the proportional share where the system tells it (PSS), else what is resident
 */
record Usage(long cpuMillis, long memoryKilobytes) {

    // USER_HZ is 100 on every Linux that a JDK runs on.
    private static final int MILLIS_PER_TICK = 10;

    private static final boolean PROC = Files.exists(Path.of("/proc/self/stat"));

    Usage plus(Usage other) {
        return new Usage(cpuMillis + other.cpuMillis, memoryKilobytes + other.memoryKilobytes);
    }

    /**
     * Of those that are there.
     *
     * @param memory whether to look at the memory too, which costs the kernel milliseconds
     */
    static Map<Long, Usage> of(List<Long> pids, boolean memory) {
        return PROC ? byProc(pids, memory) : byPs(pids);
    }

    private static Map<Long, Usage> byProc(List<Long> pids, boolean memory) {
        Map<Long, Usage> found = new HashMap<>();
        for (long pid : pids) {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                // After the name in parentheses, which may hold anything: the state is field 3, utime 14, stime 15.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                found.put(pid, new Usage(ticks * MILLIS_PER_TICK, memory ? pss(pid) : 0));
            } catch (IOException e) {
                // It has ended since it was listed: it uses nothing.
                found.remove(pid);
            }
        }
        return found;
    }

    private static long pss(long pid) throws IOException {
        Path rollup = Path.of("/proc/" + pid + "/smaps_rollup");
        boolean tells = Files.isReadable(rollup);
        try {
            return kilobytes(tells ? rollup : Path.of("/proc/" + pid + "/status"), tells ? "Pss:" : "VmRSS:");
        } catch (IOException e) {
            // Of another user's process (PostgreSQL, when we are root without the right to trace) the share is secret.
            return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:");
        }
    }

    private static long kilobytes(Path file, String field) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static Map<Long, Usage> byPs(List<Long> pids) {
        Map<Long, Usage> found = new HashMap<>();
        String list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        try {
            Process ps = new ProcessBuilder("ps", "-o", "pid=,time=,rss=", "-p", list)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            for (String line : output.lines().toList()) {
                String[] words = line.strip().split("\\s+", -1);
                found.put(Long.valueOf(words[0]), new Usage(millis(words[1]), Long.parseLong(words[2])));
            }
        } catch (IOException e) {
            // Without ps there are no figures; the states are worth showing all the same.
            found.clear();
        }
        return found;
    }

    /** Of {@code [[days-]hours:]minutes:seconds[.hundredths]}. */
    static long millis(String time) {
        double seconds = 0;
        for (String part : time.split(":", -1)) {
            String[] days = part.split("-", -1);
            double value = days.length == 2
                    ? Integer.parseInt(days[0]) * 24 + Double.parseDouble(days[1])
                    : Double.parseDouble(part);
            seconds = seconds * 60 + value;
        }
        return Math.round(seconds * 1000);
    }
}

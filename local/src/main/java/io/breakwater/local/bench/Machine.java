package io.breakwater.local.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What it was measured on, in one line. */
final class Machine {

    private Machine() {}

    static String description() throws IOException {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GB of memory; %s %s; JDK %s (%s)",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / 1e9),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.vm.version"),
                System.getProperty("java.vendor"));
    }

    /** Of the last minute; a value near 0 is a quiet machine. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}

package io.breakwater.local.bench;

import io.breakwater.local.run.Console;
import io.breakwater.local.run.LocalDirectories;
import io.breakwater.local.run.PlainSystem;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a start costs: everything by {@code up}, cold and warm, beside one plain Boot service and all of them by {@code
 * java -jar}. The four take turns, so that a noisy minute hits each of them.
 */
final class StartBench implements Bench {

    private static final int ROUNDS = 5;

    private final Series cold = new Series("`./breakwater up`, cold: no caches, fresh data");
    private final Series warm = new Series("`./breakwater up`, warm: caches, data kept");
    private final Series one = new Series("one service: `java -jar notifications-service.jar`, servers running");
    private final Series all = new Series("all six by `java -jar`, servers running");
    private final Map<String, List<Double>> memory = new LinkedHashMap<>();

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String run(BenchPlace place) throws IOException, InterruptedException {
        double load = Machine.load();
        prepare(place);
        for (int round = 1; round <= ROUNDS; round++) {
            hide(place, true);
            up(place, cold, "never", "up", "--fresh");
            hide(place, false);
            up(place, warm, "never", "up");
            plain(place);
            place.progress(String.format(
                    Locale.ROOT,
                    "  round %d of %d: cold %.1f s, warm %.1f s, one plain service %.1f s, all plain %.1f s",
                    round,
                    ROUNDS,
                    cold.lastWall(),
                    warm.lastWall(),
                    one.lastWall(),
                    all.lastWall()));
        }
        return report(load);
    }

    /** Builds and stages what is stale, unpacks the servers, and trains every cache. */
    private void prepare(BenchPlace place) throws IOException, InterruptedException {
        place.progress("  preparing: a first start, and the training of its caches (some minutes)");
        // What a bench that was ended had put aside.
        hide(place, false);
        ScriptRun run = place.hold(() -> ScriptRun.start(place, "now", List.of("up", "--fresh")));
        run.await("Breakwater is up", line -> {});
        // Said at once where an earlier bench has left nothing to train.
        run.await("The next start", line -> {});
        run.end();
    }

    private void up(BenchPlace place, Series series, String training, String... arguments)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        ScriptRun run = place.hold(() -> ScriptRun.start(place, training, List.of(arguments)));
        run.await("Breakwater is up", line -> {});
        double seconds = (System.nanoTime() - begin) / 1e9;
        series.add(seconds, Usage.ofTree(run.handle()));
        if (series == warm) {
            remember(place, run);
        }
        run.end();
    }

    private void plain(BenchPlace place) throws IOException, InterruptedException {
        Path apps = staged(place);
        Console silent = new Console(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false, false);
        PlainSystem system = new PlainSystem(place.directories(), place.ports(), apps, place.repository(), silent);
        place.hold(() -> (BenchPlace.Running) system::close);
        system.startBacking();
        plain(place, system, one, List.of(Topology.NOTIFICATIONS));
        plain(place, system, all, Topology.PROGRAMS);
        system.close();
    }

    private static void plain(BenchPlace place, PlainSystem system, Series series, List<Program> programs)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        PlainRun run = place.hold(() -> PlainRun.start(system, programs));
        run.awaitReady();
        series.add((System.nanoTime() - begin) / 1e9, run.usage());
        run.end();
    }

    /** Per process, by the file of what the launcher has started; the rest is the launcher, with its script. */
    private void remember(BenchPlace place, ScriptRun run) throws IOException {
        double rest = Usage.ofTree(run.handle()).pssMegabytes();
        try (Stream<String> lines = Files.lines(place.directories().processesFile())) {
            for (String line : lines.toList()) {
                String[] words = line.split(" ", 3);
                Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(words[0]));
                if (process.isPresent()) {
                    double megabytes = Usage.ofTree(process.get()).pssMegabytes();
                    memory.computeIfAbsent(words[2], key -> new ArrayList<>()).add(megabytes);
                    rest -= megabytes;
                }
            }
        }
        memory.computeIfAbsent("launcher", key -> new ArrayList<>()).add(rest);
    }

    /** By another name: a start looks for its cache by name, and goes without where there is none. */
    private static void hide(BenchPlace place, boolean hidden) throws IOException {
        String from = hidden ? ".aot" : ".aot.hidden";
        LocalDirectories directories = place.directories();
        for (Path root : List.of(
                directories.root().resolve("apps/programs"), directories.root().resolve("cache/breakwater/aot"))) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(root, 2)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(from)).toList()) {
                    String name = file.getFileName().toString();
                    Files.move(
                            file,
                            file.resolveSibling(
                                    hidden ? name + ".hidden" : name.substring(0, name.length() - ".hidden".length())),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static Path staged(BenchPlace place) throws IOException {
        String stamp = Files.readString(place.directories().root().resolve("stamp"));
        return place.repository().resolve(stamp.strip().split(" ", 2)[1]);
    }

    private String report(double load) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("## Start\n\n").append(Machine.description()).append(".\n");
        text.append(String.format(
                Locale.ROOT,
                "Medians of %d (smallest – largest), taking turns in one run; load average at its beginning %.2f.%n%n",
                ROUNDS,
                load));
        text.append("| start, until everything in it is ready | wall s | CPU s | PSS MB |\n|---|---|---|---|\n");
        Stream.of(cold, warm, one, all)
                .forEach(series -> text.append(series.row()).append('\n'));
        text.append(String.format(
                Locale.ROOT,
                "%nA warm `up` of everything takes %.2f of the time of that one service, and %.2f of that of all six.%n%n",
                warm.medianWall() / one.medianWall(),
                warm.medianWall() / all.medianWall()));
        text.append("| process, of a warm `up` | PSS MB |\n|---|---|\n");
        double sum = 0;
        for (Map.Entry<String, List<Double>> entry : memory.entrySet()) {
            double median = Series.median(entry.getValue());
            sum += median;
            text.append(String.format(Locale.ROOT, "| %s | %.0f |%n", entry.getKey(), median));
        }
        return text.append(String.format(Locale.ROOT, "| **sum** | **%.0f** |%n", sum))
                .toString();
    }
}

package io.breakwater.local.aot;

import io.breakwater.backing.Directories;
import io.breakwater.backing.JvmProgram;
import io.breakwater.backing.JvmStart;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the missing caches, one after the other, on a thread of its own. For each: the names of the classes that a running
 * instance has loaded (which JDK's jcmd tells in some milliseconds), a {@link io.breakwater.backing.Rehearsal} that is
 * recorded, the cache made of it, a trial; only then it gets its name.
 */
public final class Training implements AutoCloseable {

    // A recording and its cache are 200 MB for a moment; the system needs the rest more than its next start.
    private static final long LEAST_MEGABYTES = 1024;

    // Arrays, hidden classes and generated ones come by themselves, or not at all.
    private static final Pattern LOADABLE = Pattern.compile("(?!.*(\\$\\$|\\$Proxy|jdk\\.proxy))[\\w.$]+");

    private final Supplier<List<Trainee>> trainees;
    private final Path scratch;
    private final Path log;
    private final Step step;
    private final Consumer<String> console;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean always;

    /**
     * Nothing is trained yet.
     *
     * @param trainees asked for when it begins: making the list costs what a start should not
     * @param scratch a directory of its own, deleted at its end
     * @param log what the process in hand, and a failed one, writes
     */
    public Training(
            Supplier<List<Trainee>> trainees, Path scratch, Path log, Leftovers leftovers, Consumer<String> console) {
        this.trainees = trainees;
        this.scratch = scratch;
        this.log = log;
        this.step = new Step(leftovers);
        this.console = console;
    }

    /** Returns at once. */
    public void begin(Mode mode) {
        switch (mode) {
            case NEVER -> {
                // Then this object does nothing.
            }
            case IDLE -> begin(Idleness.ofThisMachine());
            case NOW -> {
                // Somebody waits for the sentence that ends it.
                always = true;
                step.hurry();
                begin(new Idleness(() -> 0, Duration.ZERO));
            }
        }
    }

    void begin(Idleness idleness) {
        thread = Thread.ofVirtual().name("training").start(() -> {
            try {
                run(idleness);
            } catch (IOException e) {
                console.accept(
                        "The next start won't be quicker: its caches can't be written (" + Refusal.reason(e) + ").");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Directories.delete(scratch);
            }
        });
    }

    private void run(Idleness idleness) throws IOException, InterruptedException {
        List<String> failed = new ArrayList<>();
        int made = 0;
        long bytes = 0;
        for (Trainee trainee : trainees.get()) {
            JvmProgram program = trainee.program();
            if (Files.exists(program.cache())) {
                continue;
            }
            if (!idleness.await(end) || !spaceFor(program)) {
                return;
            }
            if (train(trainee)) {
                made++;
                bytes += Files.size(program.cache());
            } else {
                failed.add(program.name());
            }
        }
        if (step.closed()) {
            return;
        }
        if (!failed.isEmpty()) {
            console.accept(
                    "No start-up cache could be made for %s; %s says why.".formatted(String.join(", ", failed), log));
        }
        if (made > 0 || always) {
            console.accept("The next start will be quicker: %d start-up caches were made (%d MB)."
                    .formatted(made, bytes / 1024 / 1024));
        }
    }

    private boolean spaceFor(JvmProgram program) throws IOException {
        long left = Files.getFileStore(program.caches()).getUsableSpace() / 1024 / 1024;
        if (left < LEAST_MEGABYTES) {
            console.accept("The next start won't be quicker: the disk has %d MB left, and training needs %d."
                    .formatted(left, LEAST_MEGABYTES));
        }
        return left >= LEAST_MEGABYTES;
    }

    /** Returns false where a step failed, or all was to end. */
    private boolean train(Trainee trainee) throws IOException, InterruptedException {
        Directories.delete(scratch);
        Files.createDirectories(scratch);
        JvmProgram program = trainee.program();
        Path configuration = scratch.resolve("recording");
        // Beside its place, so that the rename is one.
        Path unfinished = program.caches().resolve(program.name() + ".new");
        Path names = scratch.resolve("classes");
        Files.write(names, classes(trainee.live().get()));
        JvmStart rehearsal = trainee.rehearsal().apply(scratch);
        Map<String, String> environment = trainee.environment().apply(scratch);
        try {
            boolean good = step.run(rehearsal.recording(names, configuration), environment, scratch, log)
                    && step.run(program.creation(configuration, unfinished), Map.of(), scratch, log)
                    && step.run(program.trial(unfinished), Map.of(), scratch, log);
            if (good) {
                Files.move(unfinished, program.cache(), StandardCopyOption.ATOMIC_MOVE);
                program.forgetOthers();
            }
            return good;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Of a running JVM; empty where it has just ended: then the cache knows the rehearsal's classes only. */
    private List<String> classes(@Nullable Long pid) throws IOException, InterruptedException {
        Path output = scratch.resolve("jcmd");
        String jcmd = JvmProgram.java().resolveSibling("jcmd").toString();
        if (pid == null || !step.run(List.of(jcmd, pid.toString(), "VM.classes"), Map.of(), scratch, output)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.startsWith("0x"))
                    .map(line -> line.strip().substring(line.strip().lastIndexOf(' ') + 1))
                    .filter(LOADABLE.asMatchPredicate())
                    .toList();
        }
    }

    /** Ends a training that is under way, within milliseconds. */
    @Override
    public void close() {
        end.countDown();
        step.close();
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitEnd() throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join();
        }
    }
}

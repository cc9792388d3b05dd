package io.breakwater.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file of the processes that a launcher started, each with pid and start instant (a pid alone may have been given to
 * somebody else since), so that the next launcher can end what a killed one left behind.
 */
public final class Leftovers {

    // A process that doesn't leave on SIGTERM within this is killed: nobody waits for its answers any more.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;

    public Leftovers(Path file) {
        this.file = file;
    }

    /** Remembers a process that has just been started. Where that fails it still ends with us, by its pipe. */
    public synchronized void add(String name, ProcessHandle process) throws IOException {
        String line = "%d %d %s%n".formatted(process.pid(), started(process), name);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Ends what still runs, and forgets all. Returns the names of what was ended. */
    public synchronized List<String> end() {
        List<String> ended = new ArrayList<>();
        for (String line : lines()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3) {
                alive(words[0], words[1]).ifPresent(process -> {
                    end(process);
                    ended.add(words[2]);
                });
            }
        }
        forget();
        return ended;
    }

    /** After an orderly stop. */
    public synchronized void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of that pid, if it is still the same one. */
    public static Optional<ProcessHandle> alive(String pid, String startMillis) {
        try {
            long expected = Long.parseLong(startMillis);
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> started(process) == expected);
        } catch (NumberFormatException e) {
            // A line that a full disk cut short names nobody.
            return Optional.empty();
        }
    }

    /** In milliseconds since the epoch; 0 where the system doesn't tell. */
    public static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static void end(ProcessHandle process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process);
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

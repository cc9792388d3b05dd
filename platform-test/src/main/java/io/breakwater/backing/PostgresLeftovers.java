package io.breakwater.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a killed Postgres leaves in its cluster's directory and can keep the next one from starting. */
final class PostgresLeftovers {

    // A backend sees the postmaster's death at its next wait; only one deep in a computation takes longer.
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path cluster;

    PostgresLeftovers(Path cluster) {
        this.cluster = cluster;
    }

    /** Throws a {@link BackingFailure} if the server is not dead at all. */
    void clear() {
        removeLock();
        awaitBackends();
    }

    /** After a power cut the pid in the lock file may be another program's, which Postgres then takes for a server. */
    private void removeLock() {
        Path lock = cluster.resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return;
            }
            long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
            boolean serves = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .filter(program -> program.endsWith("/postgres"))
                    .isPresent();
            if (serves) {
                throw new BackingFailure(
                        "A PostgreSQL with the data in " + cluster + " is running already (pid " + pid + ").");
            }
            Files.delete(lock);
        } catch (IOException | NumberFormatException e) {
            throw new BackingFailure("The lock file " + lock + " can't be read: " + e.getMessage() + ".", e);
        }
    }

    /** The backends of a killed postmaster hold its shared memory while they live, and a new one refuses to start beside it. */
    private void awaitBackends() {
        if (!Files.exists(cluster)) {
            return;
        }
        long polls = GRACE.dividedBy(POLL);
        List<ProcessHandle> left = backends();
        for (long poll = 0; poll < polls && !left.isEmpty(); poll++) {
            awaitEnd(left.getFirst());
            left = backends();
        }
        left.forEach(ProcessHandle::destroyForcibly);
    }

    /** By their working directory, which Linux tells; elsewhere none is found, and Postgres itself judges. */
    private List<ProcessHandle> backends() {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(process.pid()))
                .toList();
    }

    private boolean worksIn(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(cluster.toRealPath());
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            // The caller looks again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

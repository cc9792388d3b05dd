package io.breakwater.testing;

import io.breakwater.backing.Directories;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One daemon's data, in a directory of its own: nothing of a killed predecessor is ever used, only removed. */
final class RunDirectory {

    private static final String OWNER = "owner";

    private final Path path;
    private final AtomicInteger number = new AtomicInteger();

    private RunDirectory(Path path) {
        this.path = path;
    }

    static RunDirectory create(Path parent) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent, "run-*")) {
            for (Path run : runs) {
                if (!ownerLives(run)) {
                    Directories.delete(run);
                }
            }
        }
        Path path = Files.createTempDirectory(parent, "run-");
        Files.writeString(path.resolve(OWNER), identity(ProcessHandle.current()));
        return new RunDirectory(path);
    }

    /** A new directory's name; the server makes it. */
    Path next(String kind) {
        return path.resolve(kind + "-" + number.incrementAndGet());
    }

    void delete() {
        Directories.delete(path);
    }

    private static boolean ownerLives(Path run) throws IOException {
        Path owner = run.resolve(OWNER);
        if (!Files.exists(owner)) {
            // It is being made in this instant, or its daemon died right there; then it is empty and does no harm.
            return true;
        }
        String noted = Files.readString(owner);
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(List.of(noted.split(" ", -1)).getFirst()));
        return process.map(RunDirectory::identity).filter(noted::equals).isPresent();
    }

    /** The start instant with the pid, which the system uses again. */
    private static String identity(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("unknown");
    }
}

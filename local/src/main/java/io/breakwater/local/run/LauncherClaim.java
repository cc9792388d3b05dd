package io.breakwater.local.run;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That this launcher, and no other, owns a {@code .local} directory and a set of data: locks that the kernel gives back
 * however the launcher ends, and a file that says who it is.
 */
public final class LauncherClaim implements AutoCloseable {

    private final Path file;
    private final FileLock run;
    private final Path runLock;
    private final @Nullable Object runLockKey;
    private @Nullable FileLock data;

    private LauncherClaim(Path file, FileLock run, Path runLock) throws IOException {
        this.file = file;
        this.run = run;
        this.runLock = runLock;
        this.runLockKey = key(runLock);
    }

    /** Whether the locked file still is where others look for it. Deleted, a second launcher would lock a new one. */
    boolean stands() {
        try {
            return Objects.equals(key(runLock), runLockKey);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // What can't be looked at isn't known to be lost.
            return true;
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** @throws Refusal where a launcher runs here already */
    static LauncherClaim take(LocalDirectories directories, String gateway) {
        try {
            FileLock run = lock(directories.run().resolve("lock"))
                    .orElseThrow(() -> Refusal.environment(
                            "Breakwater already runs here: %s. Use it, or stop it with ./breakwater down.",
                            running(directories)
                                    .map(process -> "pid " + process.pid() + ", " + gateway)
                                    .orElse("its launcher is about to start or end")));
            ProcessHandle self = ProcessHandle.current();
            PrivateFile.writePublic(directories.launcherFile(), self.pid() + " " + Leftovers.started(self));
            return new LauncherClaim(
                    directories.launcherFile(), run, directories.run().resolve("lock"));
        } catch (IOException e) {
            throw Refusal.environment("%s can't be locked (%s).", directories.run(), Refusal.reason(e));
        }
    }

    /** @throws Refusal where a launcher of another directory uses the data */
    void takeData(LocalDirectories directories) {
        try {
            data = lock(directories.data().resolve(".lock"))
                    .orElseThrow(() -> Refusal.environment(
                            "The data in %s are in use by another Breakwater.", directories.data()));
            if (directories.data().startsWith(directories.root())) {
                Files.deleteIfExists(directories.dataFile());
            } else {
                PrivateFile.writePublic(
                        directories.dataFile(), directories.data().toString());
            }
        } catch (IOException e) {
            throw Refusal.environment("%s can't be locked (%s).", directories.data(), Refusal.reason(e));
        }
    }

    /** The launcher of this directory, if one runs. */
    public static Optional<ProcessHandle> running(LocalDirectories directories) {
        try {
            if (!Files.exists(directories.launcherFile())) {
                return Optional.empty();
            }
            String[] words =
                    Files.readString(directories.launcherFile()).strip().split(" ", -1);
            return words.length == 2 ? Leftovers.alive(words[0], words[1]) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        FileLock taken = data;
        if (taken != null) {
            taken.acquiredBy().close();
        }
        run.acquiredBy().close();
    }

    private static Optional<FileLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return Optional.ofNullable(lock);
    }
}

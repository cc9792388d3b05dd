package io.breakwater.local.run;

import io.breakwater.backing.Directories;
import io.breakwater.local.outcome.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where things lie. Everything that runs or was said is under {@code .local/}, git-ignored; data and the secrets that
 * go with it are elsewhere with {@code --data}.
 *
 * @param root {@code .local}
 * @param data what outlives a stop
 * @param secrets generated once for this data
 */
public record LocalDirectories(Path root, Path data, Path secrets) {

    public static LocalDirectories of(Path root) {
        return new LocalDirectories(root, root.resolve("data"), root.resolve("secrets"));
    }

    public LocalDirectories withData(Path elsewhere) {
        Path data = elsewhere.toAbsolutePath().normalize();
        return new LocalDirectories(root, data, data.resolve("secrets"));
    }

    /** Those of the system that runs here, which may keep its data elsewhere ({@code up --data}). */
    public static LocalDirectories ofRunning(LocalDirectories own) {
        try {
            Path noted = own.dataFile();
            return Files.exists(noted)
                    ? own.withData(Path.of(Files.readString(noted).strip()))
                    : own;
        } catch (IOException e) {
            throw Refusal.environment("%s can't be read (%s).", own.dataFile(), Refusal.reason(e));
        }
    }

    /** Says where the data are while they are elsewhere. */
    Path dataFile() {
        return run().resolve("data");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Of one part, e.g. {@code core-api-2.log}. */
    public Path log(String part) {
        return logs().resolve(part.replace('/', '-') + ".log");
    }

    public Path runFile() {
        return run().resolve("breakwater.json");
    }

    public Path instancesFile() {
        return run().resolve("instances.json");
    }

    /** While it exists, a service that is told to stop does not hold for its callers: the doors are closed already. */
    public Path stoppingFile() {
        return run().resolve("stopping");
    }

    /** Of the programs; emptied at each start. */
    public Path temporary() {
        return run().resolve("tmp");
    }

    public Path processesFile() {
        return run().resolve("processes");
    }

    public Path launcherFile() {
        return run().resolve("launcher");
    }

    /** Makes what is missing. @throws Refusal where one can't be made or written to */
    public void create() {
        for (Path directory : List.of(root, run(), temporary(), logs(), data)) {
            try {
                Files.createDirectories(directory);
                Files.delete(Files.createTempFile(directory, "try", ".tmp"));
            } catch (IOException e) {
                throw Refusal.environment("The directory %s can't be written to (%s).", directory, Refusal.reason(e));
            }
        }
    }

    /** Data and secrets: the next start is the first one. */
    public void forget() {
        Directories.delete(data);
        Directories.delete(secrets);
    }
}

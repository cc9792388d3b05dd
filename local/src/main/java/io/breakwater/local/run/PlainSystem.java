package io.breakwater.local.run;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Leftovers;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The yardstick of a bench: only the backing servers, and beside them our programs as anybody would start them, {@code
 * java -jar} with the JVM's own defaults. The data must have been made by {@code up} before.
 */
public final class PlainSystem implements AutoCloseable {

    // As for a system's start.
    private static final long LONGEST_MINUTES = 8;

    private final LocalDirectories directories;
    private final Path repository;
    private final Wiring wiring;
    private final Leftovers leftovers;
    private final BackingServers backing;

    /** A process that was started, and where it says that it is ready. */
    public record Started(Process process, URI readiness) {}

    public PlainSystem(LocalDirectories directories, Ports ports, Path apps, Path repository, Console console) {
        this.directories = directories;
        this.repository = repository;
        Credentials credentials = new Credentials(new Secrets(directories.secrets(), new SecureRandom()));
        this.wiring = new Wiring(directories, ports, apps, credentials, null);
        this.leftovers = new Leftovers(directories.processesFile());
        this.backing = new BackingServers(directories, ports, credentials, console, leftovers, repository);
    }

    /** Returns when all four are usable. */
    public void startBacking() throws InterruptedException {
        PrivateFile.writePublic(directories.instancesFile(), "{}\n");
        CompletableFuture<?>[] ready = backing.start().values().toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ready).get(LONGEST_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal ? refusal : Refusal.failed("A server did not start: %s", e);
        } catch (TimeoutException e) {
            throw Refusal.failed("The backing servers were not ready in %d min.", LONGEST_MINUTES);
        }
    }

    /** Returns at once; the program then starts. */
    public Started start(Program program) throws IOException {
        Path target = repository.resolve(program.name()).resolve("target");
        Path executable = target.resolve(program.name() + "-exec.jar");
        Path jar = Files.exists(executable) ? executable : target.resolve(program.name() + ".jar");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Map<String, String> environment = wiring.plan(program, 1).environment();
        // The JVM's default of an ordinary machine.
        environment.remove("MALLOC_ARENA_MAX");
        ProcessBuilder builder = new ProcessBuilder(List.of(java, "-jar", jar.toString()))
                .directory(directories.run().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directories.log("plain-" + program.name()).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        leftovers.add(program.name() + " (plain)", process.toHandle());
        return new Started(process, wiring.plan(program, 1).readiness());
    }

    @Override
    public void close() {
        backing.stop();
        leftovers.forget();
    }
}

package io.breakwater.local.drill.load;

import io.breakwater.local.outcome.Refusal;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load generator's process. Its output is in {@code gatling.log}; its record says what it did. */
public final class Generator implements AutoCloseable {

    // Eight tries with pauses of up to 5 s and 10 s for each answer, at the very worst; it halts by itself then.
    private static final Duration LONGEST_FAREWELL = Duration.ofMinutes(2);

    private final Process process;
    private final Path directory;

    private Generator(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /**
     * Returns when the first request is on its way.
     *
     * @param home where its jar and lib/ are
     * @throws Refusal where it doesn't start
     */
    public static Generator start(Path home, LoadPlan plan) throws InterruptedException {
        Path directory = plan.directory();
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(directory.resolve("record"));
            // Tokens and passwords, if only of a drill's customers.
            writePrivate(
                    directory.resolve("customers"),
                    plan.customers().stream().map(Customer::line).toList());
            Files.write(directory.resolve("products"), plan.products());
            // Standard input stays an open pipe: its end tells the generator that we are gone.
            Process process = new ProcessBuilder(command(home, plan))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("gatling.log").toFile())
                    .start();
            Generator generator = new Generator(process, directory);
            generator.awaitFirstRequest();
            return generator;
        } catch (IOException e) {
            throw Refusal.failed("The load generator can't be started (%s).", Refusal.reason(e));
        }
    }

    private static List<String> command(Path home, LoadPlan plan) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Some hundred requests a second at the very most, beside the system on the same cores.
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xms32m", "-Xmx192m", "-Xss512k"));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        command.add("-Dload.gateway=" + plan.gateway());
        command.add("-Dload.seed=" + plan.seed());
        command.add("-Dload.rate=" + plan.rate());
        command.add("-Dload.seconds=" + plan.longest().toSeconds());
        command.add("-Dload.mixed=" + plan.mixed());
        command.add("-Dload.directory=" + plan.directory());
        command.add("-cp");
        command.add(home.resolve("local-load.jar") + File.pathSeparator + home.resolve("lib") + File.separator + "*");
        command.addAll(List.of("io.gatling.app.Gatling", "-s", "io.breakwater.load.SteadyTraffic", "-nr"));
        command.addAll(List.of("-rf", plan.directory().resolve("results").toString()));
        return command;
    }

    private void awaitFirstRequest() throws IOException, InterruptedException {
        Path record = record();
        // A JVM's start with Scala in it, on two cores that are busy otherwise.
        for (int i = 0; i < 600; i++) {
            if (Files.exists(record) && Files.size(record) > 0) {
                return;
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        close();
        throw Refusal.failed("The load generator sent nothing; see %s.", directory.resolve("gatling.log"));
    }

    public Path record() {
        return directory.resolve("record");
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Nobody arrives any more; returns when those inside have their answers. */
    public void finish() throws InterruptedException {
        try {
            OutputStream pipe = process.getOutputStream();
            pipe.write('.');
            pipe.flush();
        } catch (IOException e) {
            // It has ended already: its record says how far it came.
            close();
        }
        if (!process.waitFor(LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
        }
    }

    /** At once. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void writePrivate(Path file, List<String> lines) throws IOException {
        // The temporary file's own mode is 0600.
        Path temporary = Files.createTempFile(file.getParent(), ".customers", ".tmp");
        Files.write(temporary, lines);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}

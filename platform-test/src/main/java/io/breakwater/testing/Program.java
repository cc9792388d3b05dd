package io.breakwater.testing;

import io.breakwater.backing.OrphanWatch;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service, or a part of one, as a process of its own: with the class path of the test, but without the tests' servers,
 * so that it is told where its servers are as in production, and can be sent signals.
 */
public final class Program implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    // Above any drain: what isn't gone by then hangs.
    private static final Duration END = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    // Of its log, where it failed: a stack trace in JSON is one line of 20 kB.
    private static final int SHOWN = 20;
    private static final int SHOWN_OF_EACH = 1_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final OrphanWatch watch;
    private final Path log;
    private final int port;
    private final int managementPort;

    private Program(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.watch = OrphanWatch.over(process.toHandle(), "KILL");
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Returns when it is ready. */
    public static Program start(Class<?> main, Path directory, String... arguments) {
        Program program = launch(main, directory, arguments);
        try {
            program.awaitReady();
            return program;
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /** Returns at once. Log and temporary files go into the directory. */
    public static Program launch(Class<?> main, Path directory, String... arguments) {
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        Path log = directory.resolve("program-" + port + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                classPath(),
                main.getName(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + managementPort));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Program(process, log, port, managementPort);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where this JVM's database and broker are, as arguments. */
    public static String[] servers() {
        TestDatabase database = TestServers.database();
        return new String[] {
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.application(),
            "--spring.datasource.password=" + database.applicationPassword(),
            "--spring.flyway.url=" + database.url(),
            "--spring.flyway.user=" + database.owner(),
            "--spring.flyway.password=" + database.ownerPassword(),
            "--spring.kafka.bootstrap-servers=" + TestServers.kafka()
        };
    }

    private static String classPath() {
        String testServers = Path.of(URI.create(Program.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).toAbsolutePath().toString().equals(testServers))
                .collect(Collectors.joining(File.pathSeparator));
    }

    public int port() {
        return port;
    }

    public HttpResponse<String> get(String path) {
        return send(request(port, path).build());
    }

    public HttpResponse<String> management(String path) {
        return send(request(managementPort, path).build());
    }

    /** A request that may take longer than others. */
    public CompletableFuture<HttpResponse<String>> begin(String path) {
        HttpRequest request = request(port, path).timeout(END).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    public void sigterm() {
        process.toHandle().destroy();
    }

    public void sigkill() {
        process.toHandle().destroyForcibly();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** Waits for the end. */
    public int exitCode() {
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Still running after " + END + ":\n" + this);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it said last. */
    @Override
    public String toString() {
        List<String> lines = log();
        return lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()).stream()
                .map(line -> line.substring(0, Math.min(line.length(), SHOWN_OF_EACH)))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        sigkill();
        exitCode();
        watch.close();
        client.close();
    }

    private void awaitReady() {
        long end = System.nanoTime() + START.toNanos();
        while (!ready()) {
            try {
                if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new IllegalStateException("It doesn't get ready:\n" + this);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean ready() {
        try {
            HttpRequest probe = request(managementPort, "/readyz").build();
            return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER);
    }
}

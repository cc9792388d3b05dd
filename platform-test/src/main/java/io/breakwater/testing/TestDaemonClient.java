package io.breakwater.testing;

import io.breakwater.backing.Binaries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds the checkout's daemon or starts it, and leases servers of it. A lease is an open connection: the daemon takes the
 * server back when the connection closes, however this JVM ends.
 */
final class TestDaemonClient {

    // A daemon accepts at once; unpacking and starting happen after the question.
    private static final int CONNECT_MILLIS = 2_000;
    // The first lease unpacks and starts a server, on a machine that may be busy with all the others.
    private static final int ANSWER_MILLIS = 240_000;
    // Tens of times what a JVM's start takes: 900 x 100 ms.
    private static final int POLLS = 900;
    private static final int POLL_MILLIS = 100;
    // Each attempt finds a daemon or starts one; it may be just ending, but not again and again.
    private static final int ATTEMPTS = 5;
    // A file lock keeps other processes out, not this one's other threads.
    private static final ReentrantLock STARTING = new ReentrantLock();

    private final Path directory;

    TestDaemonClient(Path directory) {
        this.directory = directory;
    }

    /** Keyed by the checkout and by the daemon's own classes, so that a changed one is never taken for its predecessor. */
    static TestDaemonClient ofThisCheckout() {
        String key = DaemonClasses.key(Checkout.root());
        return new TestDaemonClient(Binaries.cache().resolve("tests").resolve(key));
    }

    /** The server is the caller's until it closes the lease or its JVM ends. */
    TestLease lease(TestResource resource) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<TestLease> lease = ask(resource.name());
            if (lease.isPresent()) {
                return lease.get();
            }
            startDaemon();
        }
        throw new IllegalStateException("The tests' daemon does not answer: see " + log());
    }

    private Optional<TestLease> ask(String question) {
        Optional<DaemonAddress> address = DaemonAddress.find(directory);
        return address.flatMap(daemon -> ask(daemon, question));
    }

    private Optional<TestLease> ask(DaemonAddress daemon, String question) {
        // Not closed where it becomes a lease.
        var connection = new Socket();
        try {
            connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()), CONNECT_MILLIS);
            connection.setSoTimeout(ANSWER_MILLIS);
            String line = daemon.token() + " " + question + "\n";
            connection.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            String answer = lines.readLine();
            if (answer != null && answer.startsWith("ok")) {
                List<String> words = List.of(answer.split(" ", -1));
                return Optional.of(new TestLease(connection, words.subList(1, words.size())));
            }
            connection.close();
            if (answer != null && answer.startsWith("failed ")) {
                throw new IllegalStateException(answer.substring("failed ".length()) + " (see " + log() + ")");
            }
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("The tests' daemon hangs: see " + log(), e);
        } catch (IOException goneOrGoing) {
            return Optional.empty();
        }
    }

    private void startDaemon() {
        STARTING.lock();
        try {
            Files.createDirectories(directory);
            try (FileChannel file = FileChannel.open(
                            directory.resolve("starting.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !answers()) {
                    awaitAnswer(launch());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The tests' daemon can't be started", e);
        } finally {
            STARTING.unlock();
        }
    }

    private Process launch() throws IOException {
        Files.deleteIfExists(DaemonAddress.file(directory));
        Path classes = DaemonClasses.copyInto(directory);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes + ":" + DaemonClasses.driver(),
                TestDaemon.class.getName(),
                directory.toString(),
                Checkout.backing().toString(),
                Checkout.topics().toString());
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private void awaitAnswer(Process daemon) {
        try {
            for (int poll = 0; poll < POLLS; poll++) {
                if (answers()) {
                    return;
                }
                if (daemon.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("The tests' daemon ended at once: see " + log());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        daemon.toHandle().destroyForcibly();
        throw new IllegalStateException("The tests' daemon did not start: see " + log());
    }

    private boolean answers() {
        Optional<TestLease> pong = ask(TestDaemon.PING);
        pong.ifPresent(TestLease::close);
        return pong.isPresent();
    }

    private Path log() {
        return directory.resolve("daemon.log");
    }
}

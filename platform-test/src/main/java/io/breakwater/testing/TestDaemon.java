package io.breakwater.testing;

import io.breakwater.backing.Binaries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds the servers of one checkout's tests. Each connection asks for one server and holds it while it is open; 20 s after the
 * last one this process ends, and with it everything that it started.
 */
final class TestDaemon {

    static final String PING = "PING";

    // The next module's test JVM comes within seconds, a compilation in between included.
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int CHECK_MILLIS = 500;
    // Many more than a build has test JVMs.
    private static final int BACKLOG = 50;

    private final String token;
    private final LeasedServers servers;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile long lastUse = System.nanoTime();

    private TestDaemon(String token, LeasedServers servers) {
        this.token = token;
        this.servers = servers;
    }

    /** Takes the daemon's directory, the directory of the servers' archives, and topics.json. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        var run = RunDirectory.create(directory);
        Binaries binaries = Binaries.of(Path.of(arguments[1]), System.out::println);
        var servers = new LeasedServers(binaries, run, Path.of(arguments[2]));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            servers.killAll();
            run.delete();
        }));
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
        try (var socket = new ServerSocket(FreePorts.next(), BACKLOG, InetAddress.getLoopbackAddress())) {
            new DaemonAddress(socket.getLocalPort(), token).write(directory);
            new TestDaemon(token, servers).serve(socket);
        }
        System.exit(0);
    }

    private void serve(ServerSocket socket) throws IOException {
        socket.setSoTimeout(CHECK_MILLIS);
        while (connections.get() > 0 || System.nanoTime() - lastUse < IDLE.toNanos()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().name("lease").start(() -> hold(connection));
            } catch (SocketTimeoutException nobody) {
                // The condition above decides.
            }
        }
    }

    private void hold(Socket connection) {
        try (connection;
                var questions = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            String question = questions.readLine();
            if (question == null || !question.startsWith(token + " ")) {
                return;
            }
            String asked = question.substring(token.length() + 1);
            if (asked.equals(PING)) {
                answer(connection, "ok");
            } else {
                lease(connection, questions, TestResource.valueOf(asked));
            }
        } catch (IOException e) {
            System.out.println("A lease ended: " + e.getMessage());
        } finally {
            lastUse = System.nanoTime();
            connections.decrementAndGet();
        }
    }

    private void lease(Socket connection, BufferedReader questions, TestResource resource) throws IOException {
        LeasedServers.Lease lease;
        try {
            lease = servers.lease(resource);
        } catch (RuntimeException e) {
            e.printStackTrace(System.out);
            answer(connection, "failed " + String.valueOf(e.getMessage()).replace('\n', ' '));
            return;
        }
        try (lease) {
            answer(connection, "ok " + lease.words());
            // Nothing more is ever said: this waits for the other side's end.
            questions.readLine();
        }
    }

    private static void answer(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

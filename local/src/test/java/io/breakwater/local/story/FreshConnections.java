package io.breakwater.local.story;

import io.breakwater.local.run.RunFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Readers who come at a steady pace, each with a connection of its own, whatever becomes of those before. */
final class FreshConnections implements AutoCloseable {

    /** The connection was cut before a byte of an answer: it may never have been accepted. */
    static final String RESET = "reset";

    private static final int PATIENCE_MILLIS = 10_000;
    // With the customers beside them a third of a small machine: its replicas start in the rest.
    private static final int EVERY_MILLIS = 50;

    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final URI gateway;
    private final String path;

    FreshConnections(RunFile file, String product) {
        this.gateway = URI.create(file.gateway());
        this.path = "/api/products/" + product;
        // It ends with the scheduler.
        var _ = pace.scheduleAtFixedRate(
                () -> readers.execute(() -> outcomes.merge(one(), 1, Integer::sum)),
                0,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** How often each outcome has been seen: a status, {@link #RESET}, or what else went wrong. */
    Map<String, Integer> outcomes() {
        return Map.copyOf(outcomes);
    }

    private String one() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), PATIENCE_MILLIS);
            return ask(socket);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String ask(Socket socket) throws IOException {
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String status;
        try {
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + gateway.getHost() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            status = answer.readLine();
        } catch (SocketException e) {
            return RESET;
        }
        String rest = String.join("\n", answer.lines().toList()).strip();
        // In chunks, the last of which has no bytes.
        boolean whole = rest.endsWith("}\n0");
        return status == null ? RESET : whole ? status.split(" ", 3)[1] : status + " and half an answer";
    }

    @Override
    public void close() {
        pace.shutdown();
        readers.close();
    }
}

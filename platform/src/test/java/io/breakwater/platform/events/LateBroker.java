package io.breakwater.platform.events;

import io.breakwater.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/** An address at which the broker can't be reached until the test says so: a proxy that drops connections at first. */
final class LateBroker implements AutoCloseable {

    private final ServerSocket server;
    private final AtomicBoolean open = new AtomicBoolean();

    LateBroker() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    void open() {
        open.set(true);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (open.get()) {
                    URI broker = URI.create("kafka://" + TestServers.kafka());
                    Socket upstream = new Socket(broker.getHost(), broker.getPort());
                    Thread.ofVirtual().start(() -> copy(client, upstream));
                    Thread.ofVirtual().start(() -> copy(upstream, client));
                } else {
                    client.close();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has closed the connection: so does the other.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

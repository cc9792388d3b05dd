package io.breakwater.gateway.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that is ill: it takes a request's head and then does what it is told with the connection. */
public final class RawServer implements AutoCloseable {

    private final ServerSocket server;
    private final Ill ill;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RawServer(Ill ill) {
        this.ill = ill;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Breaks the connection once it has the request's head. */
    public static RawServer resetting() {
        return new RawServer(socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    /** Takes a request and never answers. */
    public static RawServer hanging() {
        return new RawServer(socket -> {});
    }

    /** Sends this, word by word, and closes. */
    public static RawServer sending(String bytes) {
        return new RawServer(socket -> {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            socket.close();
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    public int requests() {
        return requests.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            int newlines = 0;
            for (int read = in.read(); read >= 0; read = in.read()) {
                if (read == '\n') {
                    newlines++;
                } else if (read != '\r') {
                    newlines = 0;
                }
                if (newlines == 2) {
                    requests.incrementAndGet();
                    ill.treat(socket);
                    newlines = 0;
                }
            }
        } catch (IOException closed) {
            // The door has given up on it, which is what an ill service must expect.
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private interface Ill {
        void treat(Socket socket) throws IOException;
    }
}

package io.breakwater.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between the service and a server, and takes the server away without harming it for others. */
public final class TcpProxy implements Closeable {

    private static final int BUFFER = 8_192;

    private final ServerSocket listener;
    private final String host;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object thaw = new Object();
    private volatile boolean cut;
    private volatile boolean frozen;

    public TcpProxy(String host, int target) {
        this.host = host;
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void cut() {
        cut = true;
        open.forEach(TcpProxy::end);
    }

    /** As a server that was stopped by SIGSTOP: connections stay and new ones are made, and nothing is answered. */
    public void freeze() {
        frozen = true;
    }

    public void mend() {
        cut = false;
        frozen = false;
        synchronized (thaw) {
            thaw.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        mend();
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                if (cut) {
                    end(client);
                    continue;
                }
                Socket server = new Socket(host, target);
                open.add(server);
                Thread.ofVirtual().start(() -> pump(client, server));
                Thread.ofVirtual().start(() -> pump(server, client));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            copy(from.getInputStream(), to.getOutputStream());
        } catch (IOException cutOff) {
            open.remove(from);
        } finally {
            end(from);
            end(to);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            awaitThaw();
            out.write(buffer, 0, read);
        }
    }

    private void awaitThaw() throws IOException {
        synchronized (thaw) {
            while (frozen) {
                try {
                    thaw.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

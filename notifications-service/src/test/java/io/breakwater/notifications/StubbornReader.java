package io.breakwater.notifications;

import io.breakwater.testing.TestTokens;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** A client that asks for everything and then doesn't read. */
final class StubbornReader implements Closeable {

    // The smallest that the kernel gives: what the server sends has to wait at the server.
    private static final int RECEIVE_BUFFER = 1024;

    private final Socket socket = new Socket();

    StubbornReader(int port, UUID userId, String pathAndQuery, String... headers) {
        String request = "GET " + pathAndQuery + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                + TestTokens.bearer(userId, "customer") + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StubbornReader events(int port, UUID userId) {
        return new StubbornReader(port, userId, "/api/notifications/stream?after=0");
    }

    static StubbornReader socket(int port, UUID userId) {
        return new StubbornReader(
                port,
                userId,
                "/ws/notifications?after=0",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    /** Reads after all, to the end or the cut; the last bytes of it, at most 64. */
    byte[] lastBytes() {
        byte[] last = new byte[0];
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                byte[] both = new byte[last.length + n];
                System.arraycopy(last, 0, both, 0, last.length);
                System.arraycopy(buffer, 0, both, last.length, n);
                int keep = Math.min(64, both.length);
                last = Arrays.copyOfRange(both, both.length - keep, both.length);
                if (isCloseFrame(last)) {
                    return last;
                }
            }
        } catch (IOException cut) {
            return last;
        }
        return last;
    }

    /** The code of the WebSocket close frame at the end, else -1. */
    static int closeCode(byte[] end) {
        for (int i = 0; i + 3 < end.length; i++) {
            boolean reachesTheEnd = (end[i] & 0xFF) == 0x88 && i + 2 + end[i + 1] == end.length;
            if (reachesTheEnd) {
                return ((end[i + 2] & 0xFF) << 8) | (end[i + 3] & 0xFF);
            }
        }
        return -1;
    }

    private static boolean isCloseFrame(byte[] end) {
        return closeCode(end) > 0;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

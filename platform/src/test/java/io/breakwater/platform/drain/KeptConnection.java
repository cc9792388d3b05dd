package io.breakwater.platform.drain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A caller's connection that is kept between its requests. */
final class KeptConnection implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final BufferedReader reader;

    KeptConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) ANSWER.toMillis());
        this.reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** An answer's head; its body has been read. */
    record Answer(List<String> head) {

        int status() {
            return Integer.parseInt(head.getFirst().split(" ", -1)[1]);
        }

        boolean saysClose() {
            return head.contains("connection: close");
        }
    }

    Answer get(String path) throws IOException {
        return request("GET " + path + " HTTP/1.1\r\nHost: sample\r\n\r\n");
    }

    Answer request(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        List<String> head = new ArrayList<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            head.add(line.toLowerCase(Locale.ROOT));
        }
        if (head.isEmpty()) {
            throw new IOException("Closed without an answer to " + bytes.lines().findFirst());
        }
        head.stream()
                .filter(line -> line.startsWith(LENGTH))
                .mapToInt(
                        line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .ifPresent(this::skip);
        return new Answer(head);
    }

    /** True where the server has closed it in order. */
    boolean isClosedByServer() throws IOException {
        return reader.read() < 0;
    }

    private void skip(int characters) {
        try {
            reader.skip(characters);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

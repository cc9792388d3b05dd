package io.breakwater.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;

/** A server of the daemon's, held while the connection is open, and how to reach it, word by word. */
record TestLease(Socket connection, List<String> words) implements AutoCloseable {

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

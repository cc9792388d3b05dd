package io.breakwater.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The line-based record: {@code sent} before a request goes out, {@code got} when its answer is there, so that each accepted
 * key is known also where this process dies. The drill reads it (io.breakwater.local.drill.load.LoadRecord).
 */
final class Notebook {

    private final Writer file;
    private final AtomicLong requests = new AtomicLong();

    Notebook(Path path) {
        try {
            file = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One try of a request.
     *
     * @param key its Idempotency-Key, or "-"
     * @param card of an order, or "-"
     */
    record Try(String kind, String user, String key, String card, int attempt) {}

    /**
     * Before it leaves.
     *
     * @param fresh whether a connection has to be made for it
     * @return the request's number
     */
    long sent(Try what, boolean fresh) {
        long number = requests.incrementAndGet();
        line("sent\t%d\t%s\t%s\t%s\t%s\t%d\t%b\t%d"
                .formatted(
                        number,
                        what.kind(),
                        what.user(),
                        what.key(),
                        what.card(),
                        what.attempt(),
                        fresh,
                        System.currentTimeMillis()));
        return number;
    }

    /**
     * The end of a try.
     *
     * @param answer the status, or why there was none
     * @param order the id of an accepted one, else "-"
     */
    void got(long request, String answer, String order) {
        line("got\t%d\t%s\t%s\t%d".formatted(request, answer, order, System.currentTimeMillis()));
    }

    /** Written through to the system: it outlives this process, and a crash of the machine ends the drill anyway. */
    private synchronized void line(String line) {
        try {
            file.write(line);
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The record can't be written", e);
        }
    }
}

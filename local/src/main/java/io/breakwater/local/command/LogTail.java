package io.breakwater.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads one log to its end and goes on from there, also when the file is begun anew. */
final class LogTail {

    // A person doesn't see the difference to at once.
    private static final long POLL_MILLIS = 200;

    private final Path file;
    private final String prefix;
    private final PrintWriter out;
    private long position;

    LogTail(Path file, String prefix, PrintWriter out) {
        this.file = file;
        this.prefix = prefix;
        this.out = out;
    }

    /** A log has at most 8 MB: it is read whole. */
    void last(int count) throws IOException {
        byte[] content = Files.readAllBytes(file);
        position = content.length;
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        lines.subList(Math.max(0, lines.size() - Math.max(0, count)), lines.size())
                .forEach(this::print);
        out.flush();
    }

    /** Never returns by itself. */
    static void follow(List<LogTail> tails) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            for (LogTail tail : tails) {
                tail.more();
            }
        }
    }

    private void more() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            if (content.length() < position) {
                position = 0;
            }
            content.seek(position);
            byte[] fresh = new byte[(int) (content.length() - position)];
            content.readFully(fresh);
            int whole = lastLineEnd(fresh);
            new String(fresh, 0, whole, StandardCharsets.UTF_8).lines().forEach(this::print);
            position += whole;
            out.flush();
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void print(String line) {
        out.println(prefix + line);
    }
}

package io.breakwater.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of one part, on disk: {@code <name>.log} and, from the last start or when full, {@code <name>.log.1}.
 * A disk that is full costs log lines, never the process that writes them.
 */
public final class ProcessLog implements AutoCloseable {

    // Two files of 8 MB for each of some twenty parts: a third of a gigabyte at the very most.
    private static final long LARGEST = 8L * 1024 * 1024;

    // What is shown of a part that failed to start.
    private static final int REMEMBERED = 12;

    private final Path file;
    private final ArrayDeque<String> last = new ArrayDeque<>();

    private @Nullable Writer writer;
    private long written;

    private ProcessLog(Path file) {
        this.file = file;
    }

    /** Begins a new file; the one of the last start is kept beside it. */
    public static ProcessLog begin(Path file) {
        ProcessLog log = new ProcessLog(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            log.rotate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log;
    }

    public synchronized void add(String line) {
        remember(line);
        try {
            if (written > LARGEST || writer == null) {
                rotate();
            }
            if (writer != null) {
                writer.write(line + "\n");
                writer.flush();
                written += line.length() + 1;
            }
        } catch (IOException e) {
            // A full disk: the line is lost, the next one tries again.
            writer = null;
        }
    }

    /** A stack trace's frames would push out the messages, which say more. */
    private void remember(String line) {
        if (!line.isBlank() && !line.matches("\\s+(at |\\.\\.\\. ).*")) {
            last.addLast(line);
        }
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    /** The last few lines, oldest first. */
    public synchronized List<String> tail() {
        return List.copyOf(last);
    }

    public Path file() {
        return file;
    }

    @Override
    public synchronized void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            // What could not be flushed is lost, as in add.
            last.addLast("(the log's end could not be written: " + e.getMessage() + ")");
        }
        writer = null;
    }

    private void rotate() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
        if (Files.exists(file)) {
            Path old = file.resolveSibling(file.getFileName() + ".1");
            Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
        }
        writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        written = 0;
    }
}

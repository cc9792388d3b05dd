package io.breakwater.local.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
            log.lost();
        }
        return log;
    }

    public synchronized void add(String line) {
        remember(line);
        try {
            if (written > LARGEST) {
                rotate();
            } else if (writer == null) {
                reopen();
            }
            if (writer != null) {
                writer.write(line + "\n");
                writer.flush();
                written += line.length() + 1;
            }
        } catch (IOException e) {
            lost();
        }
    }

    /** A full disk, or a directory that was taken away: the line is lost, the next one tries again. */
    private void lost() {
        Writer failed = writer;
        writer = null;
        if (failed != null) {
            try {
                failed.close();
            } catch (IOException e) {
                // It flushes what has just failed; the file is closed all the same.
                last.addLast("(lines of the log were lost: " + e.getMessage() + ")");
            }
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

    /** Goes on in the same file: a new one would push out what the disk still holds. */
    private void reopen() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        written = Files.size(file);
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

package io.breakwater.simulator.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of lines, each addressed by its offset. Appending is one step, reaching the disk another: callers
 * append, then {@link #awaitSynced() wait}, and one fsync serves all that wait at the same time (group commit).
 */
public final class Journal implements Closeable {

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    // One read finds nearly every line whole: a payment's line is about 1 to 3 kB.
    private static final int READ_BYTES = 4096;

    private final Path file;
    private final FileChannel channel;
    private final ReentrantLock appending = new ReentrantLock();
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile long written;
    private volatile long synced;
    private final CompletableFuture<IOException> broken = new CompletableFuture<>();

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens or creates the journal of a directory and hands every whole line to the reader.
     *
     * @throws IOException also where another process has this journal open, or the reader finds a damaged line before
     *     the last one
     */
    public static Journal open(Path directory, LineReader reader) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("journal.jsonl");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Journal journal = new Journal(file, lock(file, channel));
            journal.recover(reader);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                // A new file's name must survive a crash as well as its content.
                entries.force(true);
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel lock(Path file, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(file + " is open in this process already.", e);
        }
        throw new IOException(file + " is in use by another process.");
    }

    private void recover(LineReader reader) throws IOException {
        long size = channel.size();
        long offset = 0;
        while (offset < size) {
            byte @Nullable [] line = readLine(offset, size);
            long end = line == null ? size : offset + line.length + 1;
            if (line == null || !reader.read(offset, line)) {
                if (end < size) {
                    throw new IOException("%s is damaged at byte %d.".formatted(file, offset));
                }
                LOG.log(System.Logger.Level.WARNING, "Cut a torn line of {0} bytes off {1}", size - offset, file);
                channel.truncate(offset);
                break;
            }
            offset = end;
        }
        channel.force(true);
        written = offset;
        synced = offset;
    }

    /** The line goes behind all others; its offset is returned at once, before it has reached the disk. */
    public long append(byte[] line) {
        appending.lock();
        try {
            requireWhole();
            long offset = written;
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 1)
                    .put(line)
                    .put((byte) '\n')
                    .flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes, offset + bytes.position());
            }
            written = offset + line.length + 1;
            return offset;
        } catch (IOException e) {
            throw breakWith(e);
        } finally {
            appending.unlock();
        }
    }

    /** Returns when everything that was appended before this call is on the disk. */
    public void awaitSynced() {
        requireWhole();
        long target = written;
        if (synced >= target) {
            return;
        }
        syncing.lock();
        try {
            if (synced < target) {
                long upTo = written;
                channel.force(false);
                synced = upTo;
            }
        } catch (IOException e) {
            throw breakWith(e);
        } finally {
            syncing.unlock();
        }
    }

    /** The line at an offset that {@link #append} returned or recovery reported. */
    public byte[] read(long offset) {
        try {
            byte @Nullable [] line = readLine(offset, written);
            if (line == null) {
                throw new EOFException("No line of %s begins at byte %d.".formatted(file, offset));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the next line will begin: the end of all that was appended. */
    public long end() {
        return written;
    }

    private byte @Nullable [] readLine(long offset, long end) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(READ_BYTES);
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        for (long at = offset; at < end; ) {
            int count = channel.read(buffer.clear(), at);
            if (count < 0) {
                return null;
            }
            for (int i = 0; i < count; i++) {
                if (buffer.get(i) == '\n') {
                    line.write(buffer.array(), 0, i);
                    return line.toByteArray();
                }
            }
            line.write(buffer.array(), 0, count);
            at += count;
        }
        return null;
    }

    /** After a failed write nobody knows what the disk holds: nothing more is promised until a restart has looked. */
    private UncheckedIOException breakWith(IOException cause) {
        LOG.log(System.Logger.Level.ERROR, "The journal can no longer be written: " + file, cause);
        broken.complete(cause);
        return new UncheckedIOException(cause);
    }

    /** Completed when a write has failed. From then on nothing is taken. */
    public CompletionStage<IOException> broken() {
        return broken.minimalCompletionStage();
    }

    private void requireWhole() {
        if (broken.isDone()) {
            throw new UncheckedIOException(broken.join());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Takes the lines of a journal in their order. */
    @FunctionalInterface
    public interface LineReader {

        /** False where the line can't be understood. */
        boolean read(long offset, byte[] line);
    }
}

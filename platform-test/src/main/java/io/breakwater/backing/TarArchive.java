package io.breakwater.backing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Reads a tar archive (POSIX ustar with GNU's long names): directories, files and symbolic links. */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int PREFIX = 345;
    private static final int EXECUTABLE = 0100;

    private TarArchive() {}

    static void unpack(InputStream tar, Path directory) throws IOException {
        byte[] header = new byte[BLOCK];
        String longName = "";
        while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            long size = octal(header, SIZE, 12);
            byte type = header[TYPE];
            if (type == 'L') {
                longName = text(tar.readNBytes((int) size), 0, (int) size);
                tar.skipNBytes(padding(size));
                continue;
            }
            String name = longName.isEmpty() ? name(header) : longName;
            longName = "";
            Path target = inside(directory, name);
            switch (type) {
                case '5' -> Files.createDirectories(target);
                case '2' -> {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.createSymbolicLink(target, Path.of(text(header, LINK, 100)));
                }
                case '0', 0 -> {
                    write(tar, size, target);
                    boolean executable = (octal(header, MODE, 8) & EXECUTABLE) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
                default -> tar.skipNBytes(size + padding(size));
            }
        }
    }

    private static void write(InputStream tar, long size, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        byte[] buffer = new byte[1 << 16];
        try (var out = Files.newOutputStream(target)) {
            for (long left = size; left > 0; ) {
                int read = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("The archive ends inside " + target);
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        tar.skipNBytes(padding(size));
    }

    private static Path inside(Path directory, String name) throws IOException {
        Path target = directory.resolve(name).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("The archive has a file outside itself: " + name);
        }
        return target;
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX, 155);
        String name = text(header, NAME, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static long octal(byte[] block, int offset, int length) {
        String digits = text(block, offset, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }
}

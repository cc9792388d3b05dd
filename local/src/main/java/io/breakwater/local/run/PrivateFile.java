package io.breakwater.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of ours, replaced as a whole: a reader sees the old content or the new one, and nobody else sees secrets. */
final class PrivateFile {

    private PrivateFile() {}

    /** Mode 0600. */
    static void write(Path file, String content) {
        write(file, content, "rw-------");
    }

    /** Without secrets in it: mode 0644. */
    static void writePublic(Path file, String content) {
        write(file, content, "rw-r--r--");
    }

    /** Mode 0700. */
    static void directory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content, String permissions) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            // createTempFile's own mode is 0600: the content is never readable in between.
            Path temporary = Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
            try {
                Files.write(temporary, content.getBytes(StandardCharsets.UTF_8));
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                // On a full disk half a file would stay behind at each try.
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.breakwater.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Where the daemon listens, and the word that shows that one may read its file. */
record DaemonAddress(int port, String token) {

    static Path file(Path directory) {
        return directory.resolve("address");
    }

    static Optional<DaemonAddress> find(Path directory) {
        try {
            List<String> lines = Files.readAllLines(file(directory));
            return Optional.of(new DaemonAddress(Integer.parseInt(lines.getFirst()), lines.getLast()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    void write(Path directory) throws IOException {
        Path unfinished = directory.resolve("address." + ProcessHandle.current().pid());
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, port + "\n" + token + "\n");
        Files.move(unfinished, file(directory), StandardCopyOption.ATOMIC_MOVE);
    }
}

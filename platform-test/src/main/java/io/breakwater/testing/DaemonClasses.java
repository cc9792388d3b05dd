package io.breakwater.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** The daemon runs from a copy of this module's classes, since the next build rewrites them while it lives. */
final class DaemonClasses {

    private DaemonClasses() {}

    /** Names a daemon: the checkout that it serves and the code that it runs. */
    static String key(Path checkout) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(checkout.toString().getBytes(StandardCharsets.UTF_8));
            withClasses(root -> {
                for (Path file : files(root)) {
                    digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies them once; the directory's name has the classes' hash in it, so that a present copy is the right one. */
    static Path copyInto(Path directory) throws IOException {
        Path target = directory.resolve("classes");
        if (Files.isDirectory(target)) {
            return target;
        }
        Path unfinished = Files.createTempDirectory(directory, "classes-");
        withClasses(root -> {
            for (Path file : files(root)) {
                Path copy = unfinished.resolve(root.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(file, copy);
            }
        });
        return Files.move(unfinished, target);
    }

    static Path driver() {
        return location(Driver.class);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("io/breakwater"))) {
            return Stream.concat(
                            files.filter(Files::isRegularFile).sorted(), Stream.of(root.resolve("backing.properties")))
                    .toList();
        }
    }

    private static void withClasses(Reading reading) {
        Path location = location(DaemonClasses.class);
        try {
            if (Files.isDirectory(location)) {
                reading.of(location);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(location)) {
                    reading.of(jar.getPath("/"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Reading {
        void of(Path root) throws IOException;
    }
}

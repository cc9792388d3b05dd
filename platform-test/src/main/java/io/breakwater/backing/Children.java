package io.breakwater.backing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The few class files and the logging configuration that the servers' JVMs need from this package. */
final class Children {

    // None of these may use another class of ours, nested ones included.
    private static final List<String> FILES = List.of(
            "io/breakwater/backing/ParentWatch.class",
            "io/breakwater/backing/KafkaChild.class",
            "io/breakwater/backing/KafkaTopics.class",
            "io/breakwater/backing/MailChild.class",
            "io/breakwater/backing/Rehearsal.class",
            "io/breakwater/backing/log4j2.xml");

    static final String JAR = "children.jar";

    private Children() {}

    static String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                digest.update(read(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a jar: the JVM makes no AOT cache for a class path with a directory. */
    static void copyTo(Path directory) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve(JAR)))) {
            for (String file : FILES) {
                // log4j looks for its configuration at the class path's root.
                jar.putNextEntry(new JarEntry(file.endsWith(".xml") ? "log4j2.xml" : file));
                jar.write(read(file));
                jar.closeEntry();
            }
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = Children.class.getResourceAsStream("/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.breakwater.local.deploy.k6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. */
final class Repository {

    private static final Path ROOT = Path.of("..");

    private Repository() {}

    static String text(String file) {
        return text(ROOT.resolve(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean has(String file) {
        return Files.exists(ROOT.resolve(file));
    }

    /** All below the directory whose names end so, sorted. */
    static List<Path> files(String directory, String ending) {
        try (Stream<Path> all = Files.walk(ROOT.resolve(directory))) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.breakwater.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The lines of the source files of the module under test. */
final class SourceFiles {

    // Twice the 200 at which one should think.
    private static final int LONGEST_FILE = 400;
    // "A few thousand lines at the most": every service carries the platform, and a team must be able to read it in a
    // day.
    private static final int LARGEST_PLATFORM = 6_000;

    private SourceFiles() {}

    /** Lines by file; a module's tests run in its directory. */
    static Map<Path, Long> of(Iterable<JavaClass> classes) {
        var lines = new TreeMap<Path, Long>();
        for (JavaClass type : classes) {
            type.getSource()
                    .flatMap(source -> source.getFileName())
                    .map(name -> Path.of("src/main/java", type.getPackageName().replace('.', '/'), name))
                    .filter(Files::exists)
                    .ifPresent(file -> lines.computeIfAbsent(file, path -> count(path, line -> true)));
        }
        return lines;
    }

    static void requireShort(Map<Path, Long> lines) {
        lines.forEach((file, count) -> {
            if (count > LONGEST_FILE) {
                throw new AssertionError(file + " has " + count + " lines, more than " + LONGEST_FILE
                        + ": split it by what its parts are for");
            }
        });
    }

    /** What a reader reads: neither imports nor blank lines. */
    static long linesToRead(Map<Path, Long> files) {
        return files.keySet().stream()
                .mapToLong(file -> count(file, line -> !line.isBlank() && !line.startsWith("import ")))
                .sum();
    }

    static void requireSmall(long linesToRead) {
        if (linesToRead > LARGEST_PLATFORM) {
            throw new AssertionError("The platform has " + linesToRead + " lines, more than " + LARGEST_PLATFORM
                    + ": move out what only one service uses");
        }
    }

    private static long count(Path file, Predicate<String> counted) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(counted).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

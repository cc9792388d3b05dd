package io.breakwater.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that runs in JVMs of its own, and its AOT cache (JEP 483): a file of its classes, loaded and linked, with which
 * it starts in half the time. The cache is good for one JVM with the same flags and the same jars (path, size and time),
 * so these are in its name; a start for which there is none goes without.
 *
 * @param name of the program, and the beginning of the cache's
 * @param flags the JVM's, without the cache and without system properties
 * @param classPath jars only: the JVM makes no cache for a directory of classes
 * @param caches the directory of the caches
 */
public record JvmProgram(String name, List<String> flags, List<Path> classPath, Path caches) {

    // The JVM's own words when it goes without the cache that it was given.
    private static final Pattern REFUSED = Pattern.compile("^\\[[\\d.]+s]\\[error *]\\[(aot|cds)].*");

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Where the cache is, or would be. */
    public Path cache() {
        return caches.resolve(name + "-" + key() + ".aot");
    }

    /** How it is started now: with the cache where there is one. */
    public List<String> command(List<String> properties, String main, List<String> arguments) {
        Path cache = cache();
        List<String> option = Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
        return command(option, properties, main, arguments);
    }

    /** A start that writes down which classes it uses, for {@link #creation}. */
    public List<String> recording(Path configuration, List<String> properties, String main, List<String> arguments) {
        return command(
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration), properties, main, arguments);
    }

    /** Makes a cache of what was recorded; runs no code of the program. */
    public List<String> creation(Path configuration, Path cache) {
        return command(
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + configuration, "-XX:AOTCache=" + cache),
                List.of(),
                "",
                List.of());
    }

    /** Ends with 0 only where the JVM takes the cache. */
    public List<String> trial(Path cache) {
        return command(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache), List.of(), "-version", List.of());
    }

    /** Whether a line of its output says that the JVM didn't take its cache. */
    public static boolean refused(String line) {
        return REFUSED.matcher(line).matches();
    }

    /** Deletes the cache: the next start goes without, and a new one may be made. Returns whether there was one. */
    public boolean distrust() {
        try {
            return Files.deleteIfExists(cache());
        } catch (IOException e) {
            // Then the JVM refuses it at each start, and goes without.
            return false;
        }
    }

    /** Deletes this program's caches for other JVMs, flags or jars: each is some 100 MB. */
    public void forgetOthers() throws IOException {
        Path current = cache();
        Pattern own = Pattern.compile(Pattern.quote(name) + "-[0-9a-f]{16}\\.aot");
        try (Stream<Path> files = Files.list(caches)) {
            for (Path file : files.toList()) {
                if (own.matcher(file.getFileName().toString()).matches() && !file.equals(current)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private List<String> command(List<String> option, List<String> properties, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(flags);
        command.addAll(option);
        command.addAll(properties);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
        if (!main.isEmpty()) {
            command.add(main);
        }
        command.addAll(arguments);
        return command;
    }

    private String key() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> parts = new ArrayList<>(flags);
            parts.add(System.getProperty("java.home"));
            parts.add(System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
            for (Path jar : classPath) {
                parts.add(jar + " "
                        + (Files.exists(jar) ? Files.size(jar) + " " + Files.getLastModifiedTime(jar) : "missing"));
            }
            for (String part : parts) {
                digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.breakwater.backing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The servers' programs. The build leaves archives in {@code platform-test/target/backing}; each is unpacked once per user
 * and version into the cache, and run from there, so that a {@code mvn clean} takes nothing from under a running system.
 * Any number of processes may unpack at once: each into a directory of its own, the first rename wins.
 */
public final class Binaries {

    private final Path directory;
    private final Consumer<String> progress;
    private final Properties names;

    private Binaries(Path directory, Consumer<String> progress, Properties names) {
        this.directory = directory;
        this.progress = progress;
        this.names = names;
    }

    /**
     * Names the archives; nothing is unpacked yet.
     *
     * @param directory the build's {@code platform-test/target/backing}
     * @param progress gets a line for each unpacking, which happens at most once per user and version
     */
    public static Binaries of(Path directory, Consumer<String> progress) {
        var names = new Properties();
        try (InputStream in = Binaries.class.getResourceAsStream("/backing.properties")) {
            names.load(Objects.requireNonNull(in, "backing.properties is missing: build platform-test with Maven"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Binaries(directory, progress, names);
    }

    /** {@code $XDG_CACHE_HOME/breakwater}, by default {@code ~/.cache/breakwater}, by the environment's HOME. */
    public static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        String home = Objects.requireNonNullElse(System.getenv("HOME"), System.getProperty("user.home"));
        Path parent = configured == null || configured.isBlank() ? Path.of(home, ".cache") : Path.of(configured);
        return Directories.create(parent.resolve("breakwater").toAbsolutePath());
    }

    /** The directory with {@code bin/postgres}. */
    Path postgres() {
        return once("postgres-" + names.getProperty("postgres.version"), "PostgreSQL", target -> {
            try (var jar = new JarFile(archive("postgres.archive").toFile())) {
                ZipEntry packed = jar.stream()
                        .filter(entry -> entry.getName().endsWith(".txz"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no .txz in " + jar.getName()));
                try (InputStream tar = xz(jar.getInputStream(packed))) {
                    TarArchive.unpack(tar, target);
                }
            }
        });
    }

    /** The program itself. */
    Path redis() {
        String platform = system() + "-" + architecture();
        Path unpacked = once("redis-" + names.getProperty("redis.version"), "Redis", target -> {
            try (var jar = new JarFile(archive("redis.archive").toFile())) {
                ZipEntry program = jar.stream()
                        .filter(entry -> entry.getName().matches("redis-server-.*-" + platform))
                        .findFirst()
                        .orElseThrow(() -> new BackingFailure("There is no Redis binary for " + platform + "."));
                Path file = target.resolve("redis-server");
                Files.copy(jar.getInputStream(program), file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        });
        return unpacked.resolve("redis-server");
    }

    /** The broker's jars, in an order that is the same at each start. */
    List<Path> kafka() {
        Path unpacked = once(names.getProperty("kafka.directory"), "Kafka", target -> {
            try (Stream<Path> jars = Files.list(archive("kafka.directory"))) {
                for (Path jar : jars.toList()) {
                    Files.copy(jar, target.resolve(jar.getFileName()));
                }
            }
        });
        try (Stream<Path> jars = Files.list(unpacked)) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** GreenMail's one jar. */
    Path mail() {
        return jar("mail.archive", "GreenMail");
    }

    /** The OpenTelemetry agent's jar. */
    public Path agent() {
        return jar("agent.archive", "the OpenTelemetry agent");
    }

    private Path jar(String archive, String what) {
        String jar = names.getProperty(archive);
        return once(jar.replace(".jar", ""), what, target -> Files.copy(archive(archive), target.resolve(jar)))
                .resolve(jar);
    }

    /** The classes that run in the servers' JVMs, apart from a build that may be rewriting its own. */
    Path children() {
        // The format of what is in there is in its name too.
        return once("children-jar-" + Children.fingerprint(), "", Children::copyTo)
                .resolve(Children.JAR);
    }

    /** Of the servers that are JVMs, for all checkouts of this user. */
    static Path caches() {
        return Directories.create(cache().resolve("aot"));
    }

    private Path archive(String key) {
        Path archive = directory.resolve(names.getProperty(key));
        if (!Files.exists(archive)) {
            throw new BackingFailure(
                    archive + " is missing: run `./breakwater` or `mvn generate-resources`, which fetch it.");
        }
        return archive;
    }

    private Path once(String name, String title, Unpacking unpacking) {
        Path unpacked = cache().resolve(name);
        if (Files.isDirectory(unpacked)) {
            return unpacked;
        }
        if (!title.isEmpty()) {
            progress.accept("unpacking " + title + " to " + unpacked + " (once)");
        }
        Path temporary = unpacked.resolveSibling(
                "." + name + "." + ProcessHandle.current().pid());
        try {
            Directories.create(temporary);
            unpacking.into(temporary);
            rename(temporary, unpacked);
        } catch (IOException e) {
            throw new BackingFailure("Can't unpack " + name + " to " + unpacked + ": " + e.getMessage() + ".", e);
        } finally {
            if (Files.exists(temporary)) {
                Directories.delete(temporary);
            }
        }
        return unpacked;
    }

    private static void rename(Path temporary, Path unpacked) throws IOException {
        try {
            Files.move(temporary, unpacked, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            // Another process was first, which is as good.
            if (!Files.isDirectory(unpacked)) {
                throw e;
            }
        }
    }

    /** The JDK can't read xz; the library that can is next to the archives and used this once, so it is on no class path. */
    private InputStream xz(InputStream packed) throws IOException {
        var loader = new URLClassLoader(new URL[] {archive("xz.archive").toUri().toURL()});
        try {
            return (InputStream) loader.loadClass("org.tukaani.xz.XZInputStream")
                    .getConstructor(InputStream.class)
                    .newInstance(packed);
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return List.of("aarch64", "arm64").contains(System.getProperty("os.arch")) ? "arm64" : "amd64";
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path directory) throws IOException;
    }
}

package io.breakwater.local.build;

import io.breakwater.backing.Directories;
import io.breakwater.backing.Rehearsal;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.watch.ParentWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Extracts the built jars, each to {@code apps/programs/<program>-<hash of its jar>/}, and makes {@code apps/<hash of all>/}
 * of links to them, from where everything runs: a build beside a running system takes nothing from under it, an extracted
 * jar starts in two thirds of the time, and a program that hasn't changed keeps its place, and so its AOT cache.
 */
public final class Staging {

    private static final String PROGRAMS = "programs";

    private final Path repository;
    private final Path apps;

    /** @param apps where the hashes' directories are, e.g. {@code .local/apps} */
    public Staging(Path repository, Path apps) {
        this.repository = repository;
        this.apps = apps;
    }

    /**
     * Returns the directory of what is built now; what is there already is left as it is.
     *
     * @throws Refusal where something isn't built
     */
    public Path stage() throws IOException {
        Map<String, Path> jars = jars();
        Path staged = apps.resolve(hash(jars.values()));
        if (Files.isDirectory(staged)) {
            return staged;
        }
        Files.createDirectories(apps.resolve(PROGRAMS));
        Path unfinished = Files.createTempDirectory(apps, ".staging-");
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            link(unfinished, jar.getKey(), program(jar.getKey(), jar.getValue()));
        }
        link(unfinished, "watch.jar", watch());
        finish(unfinished, staged);
        return staged;
    }

    /** Deletes all that the given one doesn't use; not to be called while a system runs from here. */
    public void forgetOthers(Path current) throws IOException {
        Set<Path> kept = new HashSet<>();
        try (Stream<Path> links = Files.list(current)) {
            for (Path link : links.toList()) {
                kept.add(link.toRealPath());
            }
        }
        kept.add(current.toRealPath());
        kept.add(apps.resolve(PROGRAMS).toRealPath());
        for (Path directory : List.of(apps, apps.resolve(PROGRAMS))) {
            try (Stream<Path> all = Files.list(directory)) {
                for (Path path : all.toList()) {
                    if (!kept.contains(path.toRealPath())) {
                        Directories.delete(path);
                    }
                }
            }
        }
    }

    /** Extracts one, where that isn't done yet. */
    private Path program(String name, Path jar) throws IOException {
        Path extracted = apps.resolve(PROGRAMS).resolve(name + "-" + hash(List.of(jar)));
        if (!Files.isDirectory(extracted)) {
            Path unfinished = Files.createTempDirectory(apps.resolve(PROGRAMS), ".extracting-");
            BootJar.extract(jar, unfinished, name);
            finish(unfinished, extracted);
        }
        return extracted;
    }

    private Path watch() throws IOException {
        Path unfinished = Files.createTempFile(apps.resolve(PROGRAMS), ".watch-", ".jar");
        writeWatch(unfinished);
        Path jar = apps.resolve(PROGRAMS).resolve("watch-" + hash(List.of(unfinished)) + ".jar");
        Files.setLastModifiedTime(unfinished, BootJar.EXTRACTED);
        Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return jar;
    }

    private void link(Path directory, String name, Path target) throws IOException {
        // Relative to where the directory will be, so that a checkout can be moved.
        Files.createSymbolicLink(directory.resolve(name), Path.of("..").resolve(apps.relativize(target)));
    }

    private Map<String, Path> jars() {
        Map<String, Path> jars = new LinkedHashMap<>();
        for (Program program : Topology.PROGRAMS) {
            String name = program.name();
            Path target = repository.resolve(name).resolve("target");
            Path executable = target.resolve(name + "-exec.jar");
            jars.put(name, Files.exists(executable) ? executable : target.resolve(name + ".jar"));
        }
        jars.put("local", repository.resolve("local/target/local.jar"));
        jars.forEach((name, jar) -> {
            if (!Files.exists(jar)) {
                throw Refusal.environment("%s is not built: %s is missing.", name, jar);
            }
        });
        return jars;
    }

    /** What each program's JVM needs of ours beside its own jar. */
    private static void writeWatch(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : List.of(ParentWatch.class, Rehearsal.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                JarEntry entry = new JarEntry(name);
                entry.setTime(BootJar.EXTRACTED.toMillis());
                try (InputStream code =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
                    out.putNextEntry(entry);
                    code.transferTo(out);
                    out.closeEntry();
                }
            }
        }
    }

    private static void finish(Path unfinished, Path staged) throws IOException {
        try {
            Files.move(unfinished, staged, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another start staged the same jars meanwhile: theirs are as good.
            Directories.delete(unfinished);
        }
    }

    private static String hash(Collection<Path> jars) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // The launcher's cache, which the script can't key itself, fits one JDK only.
            digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
            for (Path jar : jars) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

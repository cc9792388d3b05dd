package io.breakwater.local.build;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.LocalDirectories;
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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Extracts the built jars to {@code apps/<hash of the jars>/<program>/}, from where everything runs: a build beside a
 * running system takes nothing from under it, and an extracted jar starts in two thirds of the time.
 */
public final class Staging {

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
        Path staged = apps.resolve(hash(jars));
        if (Files.isDirectory(staged)) {
            return staged;
        }
        Files.createDirectories(apps);
        Path unfinished = Files.createTempDirectory(apps, ".staging-");
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            BootJar.extract(jar.getValue(), unfinished.resolve(jar.getKey()), jar.getKey());
        }
        writeWatch(unfinished.resolve("watch.jar"));
        finish(unfinished, staged);
        return staged;
    }

    /** Deletes all but the given one; not to be called while a system runs from here. */
    public void forgetOthers(Path current) throws IOException {
        try (Stream<Path> all = Files.list(apps)) {
            all.filter(directory -> !directory.getFileName().equals(current.getFileName()))
                    .toList()
                    .forEach(LocalDirectories::delete);
        }
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

    private static void writeWatch(Path jar) throws IOException {
        String entry = ParentWatch.class.getName().replace('.', '/') + ".class";
        try (InputStream code = Objects.requireNonNull(
                        ParentWatch.class.getClassLoader().getResourceAsStream(entry));
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
            out.closeEntry();
        }
    }

    private static void finish(Path unfinished, Path staged) throws IOException {
        try {
            Files.move(unfinished, staged, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another start staged the same jars meanwhile: theirs are as good.
            LocalDirectories.delete(unfinished);
        }
    }

    private static String hash(Map<String, Path> jars) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // The archives of classes beside the jars fit one JDK only.
            digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
            for (Path jar : jars.values()) {
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

package io.breakwater.local.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Takes an executable jar apart as Spring Boot's {@code -Djarmode=tools extract} does: the libraries as files in {@code
 * lib/}, and a plain jar of the application whose manifest names them. Boot's own tool runs only in jars that have
 * Spring in them, which the simulator's and the launcher's don't.
 */
final class BootJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    // As the build's own project.build.outputTimestamp: the same content has the same time.
    static final FileTime EXTRACTED = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private BootJar() {}

    /** Leaves {@code <directory>/<name>.jar} and {@code <directory>/lib/}. */
    static void extract(Path executable, Path directory, String name) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("lib"));
        try (JarFile jar = new JarFile(executable.toFile())) {
            List<String> libraries = new ArrayList<>();
            // The entries stand in the order of the class path.
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(LIBRARIES) && !entry.isDirectory()) {
                    String library = entry.getName().substring(LIBRARIES.length());
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, lib.resolve(library));
                    }
                    Files.setLastModifiedTime(lib.resolve(library), EXTRACTED);
                    libraries.add("lib/" + library);
                }
            }
            try (OutputStream file = Files.newOutputStream(directory.resolve(name + ".jar"));
                    JarOutputStream out = new JarOutputStream(file, manifest(jar, libraries))) {
                copyClasses(jar, out);
            }
            // An AOT cache is bound to its jars' times, and these jars may be extracted again.
            Files.setLastModifiedTime(directory.resolve(name + ".jar"), EXTRACTED);
        }
    }

    private static Manifest manifest(JarFile jar, List<String> libraries) throws IOException {
        Attributes original = jar.getManifest().getMainAttributes();
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, original.getValue("Start-Class"));
        attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
        return manifest;
    }

    private static void copyClasses(JarFile jar, JarOutputStream out) throws IOException {
        for (JarEntry entry : jar.stream().toList()) {
            if (entry.getName().startsWith(CLASSES) && entry.getName().length() > CLASSES.length()) {
                JarEntry copy = new JarEntry(entry.getName().substring(CLASSES.length()));
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                try (InputStream content = jar.getInputStream(entry)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}

package io.breakwater.local.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of properties that our programs read, from their sources: the records that settings are bound to, what the
 * launcher sets, and what the simulator asks its environment for. Written as relaxed binding compares them: small letters
 * and digits only.
 */
public record PropertyNames(Set<String> names, Set<String> maps) {

    private static final Pattern PREFIX =
            Pattern.compile("@ConfigurationProperties\\((?:value = |prefix = )?\"([\\w.-]+)\"");
    private static final Pattern COMPONENT = Pattern.compile("([\\w.<>?, @]+?) (\\w+)\\s*[,)]");
    private static final Pattern VARIABLE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

    public static PropertyNames read() {
        PropertyNames names = new PropertyNames(new HashSet<>(), new HashSet<>());
        for (Path source : sources()) {
            names.read(source);
        }
        return names;
    }

    public boolean knows(String key) {
        String plain = plain(key);
        return names.contains(plain) || maps.stream().anyMatch(plain::startsWith);
    }

    private void read(Path file) {
        String source = content(file);
        PREFIX.matcher(source).results().forEach(prefix -> {
            String record = source.substring(source.indexOf("record ", prefix.end()));
            // The record's head: to the brace of its body.
            String head = record.substring(record.indexOf('('), record.indexOf('{'));
            COMPONENT.matcher(head).results().forEach(component -> {
                String name = plain(prefix.group(1) + component.group(2));
                names.add(name);
                if (component.group(1).contains("Map<")) {
                    maps.add(name);
                }
            });
        });
        String name = file.getFileName().toString();
        if (name.equals("Wiring.java") || name.equals("SimulatorSettings.java")) {
            VARIABLE.matcher(source).results().forEach(variable -> names.add(plain(variable.group(1))));
        }
    }

    private static List<Path> sources() {
        try (Stream<Path> modules = Files.list(Compose.REPOSITORY)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(PropertyNames::javaFiles)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}

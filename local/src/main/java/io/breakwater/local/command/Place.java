package io.breakwater.local.command;

import io.breakwater.local.run.LocalDirectories;
import io.breakwater.local.topology.Ports;
import java.nio.file.Path;
import java.util.Optional;

/** Where this launcher runs: the repository is its working directory, all else follows from the environment. */
final class Place {

    private Place() {}

    static Path repository() {
        return Path.of("").toAbsolutePath();
    }

    /** {@code .local}, or where {@code BREAKWATER_LOCAL} says: the stories of the tests keep theirs under target/. */
    static LocalDirectories directories() {
        return LocalDirectories.of(repository()
                .resolve(variable("BREAKWATER_LOCAL").orElse(".local"))
                .normalize());
    }

    static Ports ports() {
        return Ports.parse(variable("BREAKWATER_PORT_OFFSET").orElse("0"));
    }

    /** Written by the script where its output is a terminal and NO_COLOR is not set. */
    static boolean colours() {
        return variable("BREAKWATER_COLOURS").isPresent();
    }

    /** Written by the script where its output is a terminal that can move its cursor. */
    static boolean live() {
        return variable("BREAKWATER_LIVE").isPresent();
    }

    static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}

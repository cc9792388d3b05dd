package io.breakwater.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this repository lies, seen from any of its modules. */
public final class Checkout {

    private Checkout() {}

    /** The nearest directory upwards that holds {@code .mvn}. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "Tests run inside a checkout; " + Path.of("").toAbsolutePath() + " isn't");
            }
            directory = parent;
        }
        return directory;
    }

    public static Path topics() {
        return root().resolve("contracts/topics.json");
    }

    /** Where the build of platform-test leaves the servers' archives. */
    public static Path backing() {
        return root().resolve("platform-test/target/backing");
    }
}

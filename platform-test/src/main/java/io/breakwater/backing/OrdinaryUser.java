package io.breakwater.backing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Postgres's programs, which refuse to run as root, for root too: in a user namespace without a mapping, where root is
 * seen as nobody but owns its files; else, as in a container that forbids namespaces, as nobody itself with the right to pass
 * directories that only root may enter.
 */
enum OrdinaryUser {
    ITSELF(""),
    NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override");

    private static final String NOBODY_ID = "65534";

    private final String prefix;

    OrdinaryUser(String prefix) {
        this.prefix = prefix;
    }

    static OrdinaryUser find() {
        if (!"0".equals(identityUnder(ITSELF))) {
            return ITSELF;
        }
        return Stream.of(NAMESPACE, NOBODY)
                .filter(way -> NOBODY_ID.equals(identityUnder(way)))
                .findFirst()
                .orElseThrow(() -> new BackingFailure("PostgreSQL refuses to run as root, and neither `unshare -U` nor"
                        + " `setpriv` works here: run this as an ordinary user."));
    }

    List<String> command(List<String> program) {
        return prefix.isEmpty()
                ? program
                : Stream.concat(Stream.of(prefix.split(" ", -1)), program.stream())
                        .toList();
    }

    /** Gives the directory to the user that Postgres will run as, since it refuses data of others. */
    void own(Path directory) {
        if (this == ITSELF) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            Object owner = this == NOBODY ? Integer.valueOf(NOBODY_ID) : Integer.valueOf(0);
            for (Path file : files.toList()) {
                if (!owner.equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
                    Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (IOException e) {
            throw new BackingFailure("Can't change the owner of " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private static String identityUnder(OrdinaryUser way) {
        try {
            Process id = new ProcessBuilder(way.command(List.of("id", "-u")))
                    .redirectErrorStream(true)
                    .start();
            return new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException notInstalled) {
            return "";
        }
    }
}

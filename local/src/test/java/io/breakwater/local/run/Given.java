package io.breakwater.local.run;

import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the launcher gives each program: the list that every other way to deploy has to serve too. */
public final class Given {

    private final Path scratch;
    private final Credentials credentials;

    /** @param scratch an empty directory */
    public Given(Path scratch) {
        this.scratch = scratch;
        this.credentials = new Credentials(new Secrets(scratch, new SecureRandom()));
    }

    /** Names of properties. */
    public Set<String> secrets(Program program) {
        try (Stream<Path> files = Files.list(credentials.directory(program))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of variables. */
    public Set<String> environment(Program program) {
        Wiring wiring = new Wiring(LocalDirectories.of(scratch), new Ports(0), scratch, credentials, null);
        return new TreeSet<>(wiring.rehearsalEnvironment(program, scratch).keySet());
    }
}

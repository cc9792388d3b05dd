package io.breakwater.local.run;

import io.breakwater.backing.Directories;
import io.breakwater.local.outcome.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Secrets of one set of data: each is generated when it is first asked for and then stays, a file of mode 0600 in a
 * directory of mode 0700. A service sees only its own directory of them, one file per property.
 */
final class Secrets {

    // No letter or digit that is mistaken for another when it is read aloud or typed.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private final Path directory;
    private final SecureRandom random;

    Secrets(Path directory, SecureRandom random) {
        this.directory = directory;
        this.random = random;
        PrivateFile.directory(directory);
        PrivateFile.directory(directory.resolve("values"));
    }

    /** For people: four groups of four, some 79 bits. */
    String password(String name) {
        return value(
                name,
                () -> IntStream.range(0, 4)
                        .mapToObj(group -> random.ints(4, 0, ALPHABET.length())
                                .mapToObj(letter -> ALPHABET.substring(letter, letter + 1))
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining("-")));
    }

    /** For programs: 256 bits in base64url without padding. */
    String token(String name) {
        return value(name, () -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes()));
    }

    /** For programs: 32 bytes in standard base64. */
    String key(String name) {
        return value(name, () -> Base64.getEncoder().encodeToString(bytes()));
    }

    /** Writes what one program may know, a file per property, and returns the directory. */
    Path give(String program, Map<String, String> properties) {
        Path own = directory.resolve(program);
        Directories.delete(own);
        PrivateFile.directory(own);
        properties.forEach((property, value) -> PrivateFile.write(own.resolve(property), value));
        return own;
    }

    private String value(String name, Supplier<String> generator) {
        Path file = directory.resolve("values").resolve(name);
        try {
            if (!Files.exists(file)) {
                PrivateFile.write(file, generator.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw Refusal.environment("The secret %s can't be read (%s).", file, Refusal.reason(e));
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }
}

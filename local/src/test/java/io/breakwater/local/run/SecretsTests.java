package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    @TempDir
    private Path directory;

    @Test
    void aSecretStaysWhatItWas() {
        String first = secrets().password("demo");

        assertThat(secrets().password("demo")).isEqualTo(first).matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
        assertThat(secrets().password("admin")).isNotEqualTo(first);
    }

    @Test
    void nobodyElseCanReadThem() throws IOException {
        Path given = secrets().give("core-api", Map.of("spring.datasource.password", "s3cret"));

        Path file = given.resolve("spring.datasource.password");
        assertThat(Files.readString(file)).isEqualTo("s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(given)))
                .isEqualTo("rwx------");
    }

    @Test
    void aProgramLosesWhatItMayNoLongerKnow() {
        secrets().give("core-api", Map.of("old", "x"));

        Path given = secrets().give("core-api", Map.of("new", "y"));

        assertThat(given.resolve("old")).doesNotExist();
    }

    private Secrets secrets() {
        return new Secrets(directory.resolve("secrets"), new SecureRandom());
    }
}

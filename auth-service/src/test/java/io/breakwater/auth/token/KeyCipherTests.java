package io.breakwater.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.breakwater.auth.token.SigningKey.EncryptedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeyCipherTests {

    private static final byte[] SECRET = "what nobody may read".getBytes(StandardCharsets.UTF_8);

    private final KeyCipher cipher = cipher("k".repeat(32));

    @Test
    void decryptsWhatItEncrypted() {
        EncryptedKey encrypted = cipher.encrypt("kid", SECRET);

        assertThat(cipher.decrypt("kid", encrypted)).isEqualTo(SECRET);
        assertThat(new String(encrypted.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("nobody");
    }

    @Test
    void encryptsTheSameDifferentlyEachTime() {
        assertThat(cipher.encrypt("kid", SECRET).bytes())
                .isNotEqualTo(cipher.encrypt("kid", SECRET).bytes());
    }

    @Test
    void refusesWhatWasEncryptedForAnotherIdOrByAnotherKey() {
        EncryptedKey encrypted = cipher.encrypt("kid", SECRET);

        assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("other", encrypted));
        assertThatIllegalStateException()
                .isThrownBy(() -> cipher("o".repeat(32)).decrypt("kid", encrypted))
                .withMessageContaining("another auth.keys.encryption-key");
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cipher("k".repeat(16)))
                .withMessage("auth.keys.encryption-key must be 32 bytes in base64");
    }

    private static KeyCipher cipher(String key) {
        String base64 = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
        // A file ends with a line feed.
        return new KeyCipher(
                new KeySettings(base64 + "\n", Duration.ofDays(30), Duration.ofMinutes(15), Duration.ofHours(2)));
    }
}

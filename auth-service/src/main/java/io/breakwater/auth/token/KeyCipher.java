package io.breakwater.auth.token;

import io.breakwater.auth.token.SigningKey.EncryptedKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Encrypts private keys for the database: AES-256-GCM (NIST SP 800-38D), bound to the key's id. */
@Component
class KeyCipher {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    // The nonce length that GCM is made for; random ones are safe for 2^32 keys, and one is made a month.
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    KeyCipher(KeySettings settings) {
        byte[] bytes = decode(settings.encryptionKey());
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("auth.keys.encryption-key must be 32 bytes in base64");
        }
        this.key = new SecretKeySpec(bytes, "AES");
    }

    EncryptedKey encrypt(String kid, byte[] privateKey) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, kid).doFinal(privateKey);
            byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
            return new EncryptedKey(both);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("A private key can't be encrypted", failure);
        }
    }

    byte[] decrypt(String kid, EncryptedKey encrypted) {
        byte[] both = encrypted.bytes();
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(both, NONCE_BYTES), kid)
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(
                    "Signing key " + kid + " was encrypted with another auth.keys.encryption-key", failure);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String kid) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("auth.keys.encryption-key must be 32 bytes in base64", malformed);
        }
    }
}

package io.breakwater.auth.token;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Duration;
import java.time.Instant;

/**
 * A row of {@code signing_key}.
 *
 * @param stateSince when it came into its present state
 */
record SigningKey(String kid, State state, ECKey publicKey, EncryptedKey privateKey, Instant stateSince) {

    enum State {
        PUBLISHED,
        SIGNING,
        RETIRED
    }

    boolean is(State wanted) {
        return state == wanted;
    }

    boolean hasBeenSoFor(Duration duration, Instant now) {
        return !stateSince.plus(duration).isAfter(now);
    }

    /** Nonce, ciphertext and tag. */
    // Written and read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record EncryptedKey(byte[] bytes) {}
}

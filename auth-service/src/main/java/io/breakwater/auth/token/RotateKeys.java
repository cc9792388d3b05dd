package io.breakwater.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.breakwater.auth.token.SigningKey.State;
import io.breakwater.platform.ids.IdGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves the signing keys on: PUBLISHED → SIGNING → RETIRED → deleted. Every replica runs it; a lock puts them in a row, so
 * that the first start of several makes one key, and the states do the rest.
 */
@Component
class RotateKeys {

    private static final Logger log = LoggerFactory.getLogger(RotateKeys.class);

    private final SigningKeyRepository keys;
    private final KeyCipher cipher;
    private final KeySettings settings;
    private final IdGenerator ids;
    private final Clock clock;

    RotateKeys(SigningKeyRepository keys, KeyCipher cipher, KeySettings settings, IdGenerator ids, Clock clock) {
        this.keys = keys;
        this.cipher = cipher;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    // A minute late is early enough for lives of hours and days. The first run is at start (SigningKeys).
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    @Transactional
    void run() {
        keys.lock();
        Instant now = clock.instant();
        List<SigningKey> all = keys.list();
        all.stream()
                .filter(key -> key.is(State.RETIRED) && key.hasBeenSoFor(settings.grace(), now))
                .forEach(this::forget);
        Optional<SigningKey> signing = first(all, State.SIGNING);
        Optional<SigningKey> next = first(all, State.PUBLISHED);
        if (signing.isEmpty()) {
            // No token can be waiting for a key that was never published: the first one signs at once.
            keys.add(generate(State.SIGNING, now));
        } else if (next.isPresent() && next.get().hasBeenSoFor(settings.lead(), now)) {
            handOver(signing.get(), next.get(), now);
        } else if (next.isEmpty()
                && signing.get().hasBeenSoFor(settings.rotation().minus(settings.lead()), now)) {
            keys.add(generate(State.PUBLISHED, now));
        }
    }

    private void handOver(SigningKey signing, SigningKey next, Instant now) {
        // In this order: only one key may be SIGNING.
        keys.move(signing, State.RETIRED, now);
        keys.move(next, State.SIGNING, now);
        log.info("Signing key {} retired, {} signs", signing.kid(), next.kid());
    }

    private void forget(SigningKey key) {
        keys.delete(key);
        log.info("Signing key {} deleted", key.kid());
    }

    private SigningKey generate(State state, Instant now) {
        String kid = ids.next().toString();
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            byte[] privateKey = key.toECPrivateKey().getEncoded();
            log.info("Signing key {} made, {}", kid, state);
            return new SigningKey(kid, state, key.toPublicJWK(), cipher.encrypt(kid, privateKey), now);
        } catch (JOSEException failure) {
            throw new IllegalStateException("This JVM can't make P-256 keys", failure);
        }
    }

    private static Optional<SigningKey> first(List<SigningKey> keys, State state) {
        return keys.stream().filter(key -> key.is(state)).findFirst();
    }
}

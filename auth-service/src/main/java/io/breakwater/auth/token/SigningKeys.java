package io.breakwater.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.breakwater.auth.token.SigningKey.State;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * This replica's view of the keys: filled before the instance becomes ready, a few seconds old at most while the database
 * answers. While it doesn't, the view goes on serving, so that tokens outlive an outage of Postgres; not for longer than the
 * keys' grace, as another replica may have rotated meanwhile.
 */
@Component
class SigningKeys implements ApplicationRunner {

    private final SigningKeyRepository keys;
    private final RotateKeys rotateKeys;
    private final KeyCipher cipher;
    private final KeySettings settings;
    private final Clock clock;
    private volatile @Nullable View view;

    SigningKeys(SigningKeyRepository keys, RotateKeys rotateKeys, KeyCipher cipher, KeySettings settings, Clock clock) {
        this.keys = keys;
        this.rotateKeys = rotateKeys;
        this.cipher = cipher;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        rotateKeys.run();
        reload();
    }

    // New keys are published for minutes before they sign: five seconds are nothing. One small read.
    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void reload() {
        Instant now = clock.instant();
        List<SigningKey> all = keys.list();
        SigningKey signing = all.stream()
                .filter(key -> key.is(State.SIGNING))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No signing key: the rotation makes the first one"));
        List<JWK> published = all.stream().<JWK>map(SigningKey::publicKey).toList();
        view = new View(new JWKSet(published), signing.kid(), signer(signing), now);
    }

    /** Empty before the first reading, and when the last one is too long ago. */
    Optional<View> find() {
        return Optional.ofNullable(view)
                .filter(read -> read.readAt().plus(settings.viewLife()).isAfter(clock.instant()));
    }

    private JWSSigner signer(SigningKey key) {
        try {
            var encoded = new PKCS8EncodedKeySpec(cipher.decrypt(key.kid(), key.privateKey()));
            return new ECDSASigner((ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(encoded), Curve.P_256);
        } catch (GeneralSecurityException | JOSEException failure) {
            throw new IllegalStateException("Signing key " + key.kid() + " is unreadable", failure);
        }
    }

    record View(JWKSet published, String kid, JWSSigner signer, Instant readAt) {}
}

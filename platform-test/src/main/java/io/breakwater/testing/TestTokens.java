package io.breakwater.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Callers for tests: signs internal tokens as auth-service does, and publishes the key on a loopback port, which {@link
 * TestIdentity} sets in every application under test. One key for the whole JVM.
 */
public final class TestTokens {

    /** What a test sends as {@code X-Internal-Secret}. */
    public static final String INTERNAL_SECRET = "internal-secret-of-the-tests";

    private static final Duration LIFE = Duration.ofMinutes(1);

    private TestTokens() {}

    /** The value of an {@code Authorization} header. */
    public static String bearer(UUID userId, String... roles) {
        return "Bearer " + sign(claims(userId, roles).build(), "at+jwt", Issuer.KEY);
    }

    /** What a valid token says, for a test that changes some of it. */
    public static JWTClaimsSet.Builder claims(UUID userId, String... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("breakwater-auth")
                .audience("breakwater")
                .subject(userId.toString())
                .claim("sid", UUID.randomUUID().toString())
                .claim("roles", List.of(roles))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)));
    }

    /** Signed with the key that the application under test trusts. */
    public static String sign(JWTClaimsSet claims, String type) {
        return sign(claims, type, Issuer.KEY);
    }

    /** Signed with any key. */
    public static String sign(JWTClaimsSet claims, String type, ECKey key) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType(type))
                    .keyID(key.getKeyID())
                    .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key that nobody trusts, under the given id. */
    public static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String jwksUri() {
        return Issuer.URI;
    }

    /** Started by the first test that needs it. */
    private static final class Issuer {

        static final ECKey KEY = newKey("test-key");
        static final String URI = start();

        private static String start() {
            byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/jwks.json", exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", JWKSet.MIME_TYPE);
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
                // The server's thread is a daemon only where its starter is one; another would keep the JVM from
                // ending.
                Thread.ofPlatform().daemon().start(server::start).join();
                return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}

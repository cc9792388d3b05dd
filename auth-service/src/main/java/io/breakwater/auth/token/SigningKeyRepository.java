package io.breakwater.auth.token;

import com.nimbusds.jose.jwk.ECKey;
import io.breakwater.auth.token.SigningKey.EncryptedKey;
import io.breakwater.auth.token.SigningKey.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code signing_key}. */
@Repository
class SigningKeyRepository {

    // Any number that nothing else in this database locks.
    private static final long ROTATION_LOCK = 0x6b657973L;

    private final JdbcClient jdbc;

    SigningKeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the transaction's end: of replicas that rotate at once, each sees what the one before it did. */
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", ROTATION_LOCK)
                .query((row, number) -> true)
                .single();
    }

    /** A handful: the rotation deletes the old ones. Oldest first. */
    List<SigningKey> list() {
        return jdbc.sql("SELECT * FROM signing_key ORDER BY created_at, kid")
                .query(SigningKeyRepository::signingKey)
                .list();
    }

    void add(SigningKey key) {
        jdbc.sql("""
                INSERT INTO signing_key (kid, state, public_jwk, private_key, state_since, created_at)
                VALUES (:kid, :state, :publicJwk, :privateKey, :now, :now)
                """)
                .param("kid", key.kid())
                .param("state", key.state().name())
                .param("publicJwk", key.publicKey().toJSONString())
                .param("privateKey", key.privateKey().bytes())
                .param("now", key.stateSince().atOffset(ZoneOffset.UTC))
                .update();
    }

    void move(SigningKey key, State state, Instant now) {
        jdbc.sql("UPDATE signing_key SET state = :state, state_since = :now WHERE kid = :kid")
                .param("state", state.name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("kid", key.kid())
                .update();
    }

    void delete(SigningKey key) {
        jdbc.sql("DELETE FROM signing_key WHERE kid = :kid")
                .param("kid", key.kid())
                .update();
    }

    private static SigningKey signingKey(ResultSet row, int number) throws SQLException {
        try {
            return new SigningKey(
                    row.getString("kid"),
                    State.valueOf(row.getString("state")),
                    ECKey.parse(row.getString("public_jwk")),
                    new EncryptedKey(row.getBytes("private_key")),
                    row.getObject("state_since", OffsetDateTime.class).toInstant());
        } catch (ParseException unreadable) {
            throw new IllegalStateException("Signing key " + row.getString("kid") + " is unreadable", unreadable);
        }
    }
}

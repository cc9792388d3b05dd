package io.breakwater.auth.registration;

import io.breakwater.auth.account.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code registration} and {@code registration_token}. */
@Repository
class RegistrationRepository {

    private final JdbcClient jdbc;

    RegistrationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Registration registration) {
        jdbc.sql("""
                INSERT INTO registration (id, email, email_key, name, password_hash, created_at)
                VALUES (:id, :email, :emailKey, :name, :passwordHash, :createdAt)
                """)
                .param("id", registration.id())
                .param("email", registration.email().value())
                .param("emailKey", registration.email().key())
                .param("name", registration.name())
                .param("passwordHash", registration.passwordHash())
                .param("createdAt", utc(registration.createdAt()))
                .update();
    }

    /** Voids the oldest of the address beyond the limit; locked ones are left to the transaction that holds them. */
    void keepNewest(EmailAddress email, int limit) {
        jdbc.sql("""
                DELETE FROM registration WHERE id IN (
                    SELECT id FROM registration WHERE email_key = :emailKey
                    ORDER BY created_at DESC, id DESC OFFSET :limit FOR UPDATE SKIP LOCKED)
                """).param("emailKey", email.key()).param("limit", limit).update();
    }

    Optional<Registration> find(UUID id) {
        return jdbc.sql("SELECT * FROM registration WHERE id = :id")
                .param("id", id)
                .query(RegistrationRepository::registration)
                .optional();
    }

    Optional<Registration> findByToken(String tokenSha256, Instant now) {
        return jdbc.sql("""
                SELECT r.* FROM registration r JOIN registration_token t ON t.registration_id = r.id
                WHERE t.token_sha256 = :tokenSha256 AND t.expires_at > :now
                """)
                .param("tokenSha256", tokenSha256)
                .param("now", utc(now))
                .query(RegistrationRepository::registration)
                .optional();
    }

    /** False, and nothing added, where the registration is gone. It lives as long as its youngest token. */
    boolean addToken(UUID registration, String tokenSha256, Instant now, Instant expiresAt) {
        // The row's lock keeps it from being voided until the token is committed.
        boolean there = jdbc.sql("UPDATE registration SET expires_at = :expiresAt WHERE id = :id")
                        .param("expiresAt", utc(expiresAt))
                        .param("id", registration)
                        .update()
                == 1;
        if (there) {
            jdbc.sql("""
                    INSERT INTO registration_token (token_sha256, registration_id, expires_at, created_at)
                    VALUES (:tokenSha256, :id, :expiresAt, :now)
                    """)
                    .param("tokenSha256", tokenSha256)
                    .param("id", registration)
                    .param("expiresAt", utc(expiresAt))
                    .param("now", utc(now))
                    .update();
        }
        return there;
    }

    void keepNewestTokens(UUID registration, int limit) {
        jdbc.sql("""
                DELETE FROM registration_token WHERE token_sha256 IN (
                    SELECT token_sha256 FROM registration_token WHERE registration_id = :id
                    ORDER BY created_at DESC OFFSET :limit)
                """).param("id", registration).param("limit", limit).update();
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM registration WHERE id = :id").param("id", id).update();
    }

    void deleteAll(EmailAddress email) {
        jdbc.sql("DELETE FROM registration WHERE email_key = :emailKey")
                .param("emailKey", email.key())
                .update();
    }

    int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                DELETE FROM registration WHERE id IN (
                    SELECT id FROM registration WHERE expires_at <= :now LIMIT :limit FOR UPDATE SKIP LOCKED)
                """).param("now", utc(now)).param("limit", limit).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Registration registration(ResultSet row, int number) throws SQLException {
        return new Registration(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("email")),
                row.getString("name"),
                row.getString("password_hash"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}

package io.breakwater.platform.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code idempotency_key}. */
final class StoredAnswerRepository {

    // 72 hours, as the API promises: clients give up after a day or two, and a weekend lies within.
    static final Duration KEPT = Duration.ofDays(3);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Clock clock;

    StoredAnswerRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Held to the end of the transaction, so also PgBouncer's transaction mode keeps it. Two keys that share 64 bits of
     * their hash would only wait for each other.
     */
    boolean tryLock(IdempotentCall call) {
        return Objects.requireNonNull(jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)")
                .param("lock", lockOf(call))
                .query(Boolean.class)
                .single());
    }

    Optional<StoredAnswer> find(IdempotentCall call) {
        return jdbc.sql("""
                        SELECT fingerprint, status, headers, body
                        FROM idempotency_key
                        WHERE user_id = :userId AND route = :route AND key = :key AND created_at > :expired
                        """)
                .param("userId", call.userId())
                .param("route", call.route())
                .param("key", call.key())
                .param("expired", Timestamp.from(expired()))
                .query(StoredAnswerRepository::answer)
                .optional();
    }

    /** Replaces only an expired row: the lock and {@link #find} before it exclude any other. */
    void add(IdempotentCall call, StoredAnswer answer) {
        jdbc.sql("""
                        INSERT INTO idempotency_key (user_id, route, key, fingerprint, status, headers, body, created_at)
                        VALUES (:userId, :route, :key, :fingerprint, :status, :headers::jsonb, :body, :createdAt)
                        ON CONFLICT (user_id, route, key) DO UPDATE
                        SET fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
                            body = excluded.body, created_at = excluded.created_at
                        """)
                .param("userId", call.userId())
                .param("route", call.route())
                .param("key", call.key())
                .param("fingerprint", answer.fingerprint())
                .param("status", answer.status())
                .param("headers", JSON.writeValueAsString(answer.headers().toSingleValueMap()))
                .param("body", answer.body())
                .param("createdAt", Timestamp.from(clock.instant()))
                .update();
    }

    /** Says how many were deleted, at most {@code limit}. */
    int deleteExpired(int limit) {
        return jdbc.sql("""
                        DELETE FROM idempotency_key
                        WHERE (user_id, route, key) IN (
                            SELECT user_id, route, key FROM idempotency_key
                            WHERE created_at <= :expired
                            ORDER BY created_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                .param("expired", Timestamp.from(expired()))
                .param("limit", limit)
                .update();
    }

    private Instant expired() {
        return clock.instant().minus(KEPT);
    }

    private static long lockOf(IdempotentCall call) {
        MessageDigest digest = Fingerprint.sha256();
        for (String part : List.of(call.userId().toString(), call.route(), call.key())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static StoredAnswer answer(ResultSet row, int index) throws SQLException {
        Map<String, String> headers = JSON.readValue(row.getString("headers"), new TypeReference<>() {});
        LinkedMultiValueMap<String, String> values = new LinkedMultiValueMap<>();
        headers.forEach(values::add);
        return new StoredAnswer(
                row.getBytes("fingerprint"), row.getInt("status"), new HttpHeaders(values), row.getBytes("body"));
    }
}

package io.breakwater.notifications.recipient;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class RecipientRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    RecipientRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Recipient> find(UUID userId) {
        return jdbc.sql("SELECT user_id, email, name FROM recipient WHERE user_id = :userId")
                .param("userId", userId)
                .query((row, number) -> new Recipient(
                        row.getObject("user_id", UUID.class), row.getString("email"), row.getString("name")))
                .optional();
    }

    /** Keeps what is newer than the version at hand. */
    void save(Recipient recipient, long version) {
        jdbc.sql("""
                        INSERT INTO recipient AS known (user_id, email, name, version, created_at)
                        VALUES (:userId, :email, :name, :version, :now)
                        ON CONFLICT (user_id) DO UPDATE
                        SET email = excluded.email, name = excluded.name, version = excluded.version
                        WHERE known.version <= excluded.version
                        """)
                .param("userId", recipient.userId())
                .param("email", recipient.email())
                .param("name", recipient.name())
                .param("version", version)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}

package io.breakwater.platform.events;

import io.breakwater.platform.events.DeadLetter.Status;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.telemetry.Origin;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;

/** The messages that this service could not use: kept, shown, and played again through the service's own listener. */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Inbox inbox;
    private final Supplier<List<EventListener>> listeners;
    private final IdGenerator ids;

    DeadLetters(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Inbox inbox,
            Supplier<List<EventListener>> listeners,
            IdGenerator ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.inbox = inbox;
        this.listeners = listeners;
        this.ids = ids;
    }

    /** What a replay came to. */
    public enum Replay {
        /** The listener has taken it now, or had taken it before. */
        REPLAYED,
        /** The listener refused it again; the cause is the new one. */
        REFUSED,
        /** There is none of that id that still waits. */
        NOT_WAITING
    }

    public Optional<DeadLetter> find(UUID id) {
        return jdbc.sql("SELECT * FROM dead_letter WHERE id = :id")
                .param("id", id)
                .query(DeadLetters::deadLetter)
                .optional();
    }

    /** The newest first. */
    public List<DeadLetter> list(Status status, int limit) {
        return jdbc.sql("""
                SELECT * FROM dead_letter WHERE status = :status ORDER BY failed_at DESC, id DESC LIMIT :limit
                """)
                .param("status", status.name())
                .param("limit", limit)
                .query(DeadLetters::deadLetter)
                .list();
    }

    /**
     * Gives the message to the service's own listener again, with its own event id and under the inbox. Not into the
     * topic: there every group would get it. A failure of the infrastructure is thrown, and nothing is changed.
     */
    public Replay replay(UUID id) {
        try {
            return transactions.execute(status -> replayLocked(id));
        } catch (RuntimeException e) {
            if (Faults.infrastructure(e)) {
                throw e;
            }
            log.info("Dead letter {} was refused again", id, e);
            refuse(id, cause(e));
            return Replay.REFUSED;
        }
    }

    private Replay replayLocked(UUID id) {
        Optional<Stored> stored = jdbc.sql("""
                SELECT topic, headers, payload FROM dead_letter WHERE id = :id AND status = 'NEW' FOR UPDATE
                """)
                .param("id", id)
                .query((row, number) -> new Stored(
                        row.getString("topic"),
                        EventJson.MAPPER.readValue(row.getString("headers"), HEADERS),
                        row.getBytes("payload")))
                .optional();
        if (stored.isEmpty()) {
            return Replay.NOT_WAITING;
        }
        Stored message = stored.get();
        EventListener listener = listeners.get().stream()
                .filter(candidate -> candidate.topic().equals(message.topic()))
                .findFirst()
                .orElseThrow(() -> new MessageRejected("Nothing listens to " + message.topic() + " any more"));
        Origin origin = CloudEvents.origin(message.headers()::get);
        origin.call(() -> {
            inbox.deliver(CloudEvents.event(message.headers()::get, message.payload()), listener);
            return true;
        });
        jdbc.sql("UPDATE dead_letter SET status = 'REPLAYED', attempts = attempts + 1 WHERE id = :id")
                .param("id", id)
                .update();
        return Replay.REPLAYED;
    }

    private void refuse(UUID id, String cause) {
        jdbc.sql("UPDATE dead_letter SET attempts = attempts + 1, cause = :cause WHERE id = :id AND status = 'NEW'")
                .param("id", id)
                .param("cause", cause)
                .update();
    }

    // Looked at once, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(String topic, Map<String, String> headers, byte[] payload) {}

    /** A message from the dead-letter topic, and its place in the topic that it came from. */
    // Stored as it came, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Arrived(
            String topic,
            int partition,
            long offset,
            Instant time,
            byte @Nullable [] key,
            byte[] payload,
            Map<String, String> headers,
            String cause,
            int attempts,
            Instant failedAt) {}

    /** Does nothing where it is stored already: the dead-letter topic too delivers at least once. */
    void store(Arrived arrived) {
        // Postgres' texts hold no NUL, and a message may hold anything.
        Map<String, String> headers = arrived.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> clean(header.getKey()), header -> clean(header.getValue()), (a, b) -> b));
        jdbc.sql("""
                INSERT INTO dead_letter (id, topic, kafka_partition, kafka_offset, kafka_time, message_key, payload,
                    headers, event_id, type, cause, attempts, failed_at)
                VALUES (:id, :topic, :partition, :offset, :time, :key, :payload,
                    :headers::jsonb, :eventId, :type, :cause, :attempts, :failedAt)
                ON CONFLICT DO NOTHING
                """)
                .param("id", ids.next())
                .param("topic", arrived.topic())
                .param("partition", arrived.partition())
                .param("offset", arrived.offset())
                .param("time", Timestamp.from(arrived.time()))
                .param("key", arrived.key())
                .param("payload", arrived.payload())
                .param("headers", EventJson.MAPPER.writeValueAsString(headers))
                .param("eventId", uuid(headers.get("ce_id")))
                .param("type", headers.get("ce_type"))
                .param("cause", clean(arrived.cause()))
                .param("attempts", arrived.attempts())
                .param("failedAt", Timestamp.from(arrived.failedAt()))
                .update();
    }

    /** The innermost cause, which says most, in a length that fits a header and a row. */
    static String cause(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && !(innermost instanceof MessageRejected)) {
            innermost = innermost.getCause();
        }
        String text = String.valueOf(innermost);
        return text.substring(0, Math.min(text.length(), 500));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static DeadLetter deadLetter(ResultSet row, int number) throws SQLException {
        byte[] key = row.getBytes("message_key");
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("topic"),
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getString("cause"),
                row.getInt("attempts"),
                row.getTimestamp("failed_at").toInstant(),
                Status.valueOf(row.getString("status")),
                row.getBytes("payload"));
    }
}

package io.breakwater.platform.events;

import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.jdbc.AfterCommit;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.telemetry.Origin;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as a table beside the aggregate's. */
final class PostgresOutbox implements Outbox {

    // As the migration has them. Fixed: a row keeps the partition that it was written to. Eight relays at most share
    // the
    // work, and one can publish thousands of events a second.
    static final int PARTITIONS = 8;

    // No request's body may be larger either; the broker takes 1 MB. Refused here, before the change is committed,
    // rather
    // than found out by the relay, when it is too late.
    static final int MAX_BODY_BYTES = 256 * 1024;

    private final JdbcClient jdbc;
    private final IdGenerator ids;
    private final Clock clock;
    private final Bell relay;

    PostgresOutbox(JdbcClient jdbc, IdGenerator ids, Clock clock, Bell relay) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
        this.relay = relay;
    }

    @Override
    public void append(OutboxEvent event) {
        AfterCommit.requireTransaction("An event");
        byte[] body = EventJson.MAPPER.writeValueAsBytes(event.data());
        if (body.length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException(event.type() + " of " + event.aggregateId() + " has " + body.length
                    + " bytes, more than an event may have (" + MAX_BODY_BYTES + ")");
        }
        Origin origin = Origin.current();
        // The condition is always true, and evaluated first: so the transaction has its number before it draws the
        // row's
        // position, which is what the relay's floors rely on.
        jdbc.sql("""
                INSERT INTO outbox (partition, event_id, topic, type, aggregate_id, aggregate_version, occurred_at,
                    body, traceparent, request_id)
                SELECT :partition::int, :id::uuid, :topic, :type, :aggregate::uuid, :version::bigint,
                    :at::timestamptz, :body::bytea, :traceparent, :request
                WHERE pg_current_xact_id() IS NOT NULL
                """)
                .param("partition", partition(event.aggregateId()))
                .param("id", ids.next())
                .param("topic", event.topic())
                .param("type", event.type())
                .param("aggregate", event.aggregateId())
                .param("version", event.aggregateVersion())
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .param("body", body)
                .param("traceparent", origin.traceparent())
                .param("request", origin.requestId())
                .update();
        // Not LISTEN/NOTIFY, which takes a lock of the whole database at commit. Another instance's relay polls.
        AfterCommit.run(relay::ring);
    }

    static int partition(UUID aggregateId) {
        return Math.floorMod(aggregateId.hashCode(), PARTITIONS);
    }
}

package io.breakwater.platform.events;

import io.breakwater.platform.telemetry.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that waits to be published.
 *
 * @param epoch the lease's, under which it was read
 * @param failures how often its aggregate's oldest row has failed so far
 */
// The body goes into a message, and is never compared.
@SuppressWarnings("ArrayRecordComponent")
record OutboxRow(
        int partition,
        long position,
        long epoch,
        UUID eventId,
        String topic,
        String type,
        UUID aggregateId,
        long aggregateVersion,
        Instant occurredAt,
        byte[] body,
        Origin origin,
        int failures) {

    static OutboxRow of(ResultSet row, int number) throws SQLException {
        return new OutboxRow(
                row.getInt("partition"),
                row.getLong("position"),
                row.getLong("epoch"),
                row.getObject("event_id", UUID.class),
                row.getString("topic"),
                row.getString("type"),
                row.getObject("aggregate_id", UUID.class),
                row.getLong("aggregate_version"),
                row.getTimestamp("occurred_at").toInstant(),
                row.getBytes("body"),
                new Origin(row.getString("traceparent"), row.getString("request_id")),
                row.getInt("failures"));
    }
}

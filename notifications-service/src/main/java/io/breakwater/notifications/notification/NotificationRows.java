package io.breakwater.notifications.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads a row of the table; its columns in any order. */
@Component
final class NotificationRows implements RowMapper<Notification> {

    private final JsonMapper json;

    NotificationRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Notification mapRow(ResultSet row, int number) throws SQLException {
        OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
        return new Notification(
                row.getObject("id", UUID.class),
                row.getLong("sequence"),
                NotificationType.of(row.getString("type")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                readAt == null ? null : readAt.toInstant(),
                json.readValue(row.getString("data"), NotificationData.class));
    }
}

package io.breakwater.notifications.notification;

import io.breakwater.platform.web.Cursor;
import io.breakwater.platform.web.PageQuery;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class NotificationRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final NotificationRows rows;
    private final Clock clock;

    /** Which of a user's notifications a list has. */
    enum Filter {
        ALL(""),
        UNREAD("AND read_at IS NULL"),
        READ("AND read_at IS NOT NULL");

        private final String condition;

        Filter(String condition) {
            this.condition = condition;
        }
    }

    private record Place(long sequence, OffsetDateTime at) {}

    NotificationRepository(JdbcClient jdbc, JsonMapper json, NotificationRows rows, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Adds it as the user's next one; until commit, the user's others wait.
     *
     * @return its sequence number
     */
    long add(UUID id, UUID userId, NotificationType type, NotificationData data) {
        Place place = takePlace(userId);
        jdbc.sql("""
                        INSERT INTO notification (id, user_id, sequence, type, data, created_at)
                        VALUES (:id, :userId, :sequence, :type, :data::jsonb, :createdAt)
                        """)
                .param("id", id)
                .param("userId", userId)
                .param("sequence", place.sequence())
                .param("type", type.wireName())
                .param("data", json.writeValueAsString(data))
                .param("createdAt", place.at())
                .update();
        return place.sequence();
    }

    /** One more than the query's limit, newest first. */
    List<Notification> list(UUID userId, Filter filter, PageQuery page) {
        Cursor after = page.after();
        String place = after == null ? "" : "AND (created_at, id) < (:afterTime, :afterId)";
        JdbcClient.StatementSpec statement = jdbc.sql("""
                        SELECT id, sequence, type, data, created_at, read_at
                        FROM notification
                        WHERE user_id = :userId %s %s
                        ORDER BY created_at DESC, id DESC
                        LIMIT :limit
                        """.formatted(filter.condition, place))
                .param("userId", userId)
                .param("limit", page.limit() + 1);
        if (after != null) {
            statement = statement
                    .param("afterTime", after.createdAt().atOffset(ZoneOffset.UTC))
                    .param("afterId", after.id());
        }
        return statement.query(rows).list();
    }

    long countUnread(UUID userId) {
        return Objects.requireNonNull(
                jdbc.sql("SELECT count(*) FROM notification WHERE user_id = :userId AND read_at IS NULL")
                        .param("userId", userId)
                        .query(Long.class)
                        .single());
    }

    /** False where the user has no such notification; one that was read before stays read since then. */
    boolean markRead(UUID id, UUID userId) {
        int marked = jdbc.sql("""
                        UPDATE notification SET read_at = :now, version = version + 1
                        WHERE id = :id AND user_id = :userId AND read_at IS NULL
                        """)
                .param("id", id)
                .param("userId", userId)
                .param("now", now())
                .update();
        return marked == 1 || exists(id, userId);
    }

    private boolean exists(UUID id, UUID userId) {
        return jdbc.sql("SELECT 1 FROM notification WHERE id = :id AND user_id = :userId")
                .param("id", id)
                .param("userId", userId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** A millisecond apart at least: the list's order is the order of the sequence. */
    private Place takePlace(UUID userId) {
        return jdbc.sql("""
                        INSERT INTO notification_sequence AS s (user_id, latest, latest_at)
                        VALUES (:userId, 1, :now)
                        ON CONFLICT (user_id) DO UPDATE
                        SET latest = s.latest + 1,
                            latest_at = greatest(excluded.latest_at, s.latest_at + interval '1 millisecond')
                        RETURNING latest, latest_at
                        """)
                .param("userId", userId)
                .param("now", now())
                .query((row, number) ->
                        new Place(row.getLong("latest"), row.getObject("latest_at", OffsetDateTime.class)))
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }
}

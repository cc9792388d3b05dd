package io.breakwater.notifications.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing that a user was told; as the API shows it. */
public record Notification(
        UUID id,
        long sequence,
        NotificationType type,
        Instant createdAt,
        @Nullable Instant readAt,
        NotificationData data) {}

package io.breakwater.notifications.notification;

import java.util.UUID;

/** A committed notification, as an application event: within this process only, and gone with it. */
public record NotificationAdded(UUID userId, long sequence) {}

package io.breakwater.notifications.recipient;

import java.util.UUID;

/** Somebody to write to. */
public record Recipient(UUID userId, String email, String name) {}

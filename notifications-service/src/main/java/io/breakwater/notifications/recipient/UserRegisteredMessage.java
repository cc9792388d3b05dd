package io.breakwater.notifications.recipient;

import java.util.Objects;
import java.util.UUID;

/** What this service uses of UserRegistered. */
record UserRegisteredMessage(UUID userId, String email, String name) {

    UserRegisteredMessage {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(name, "name");
    }
}

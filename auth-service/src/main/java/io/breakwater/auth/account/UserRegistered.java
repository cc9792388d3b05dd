package io.breakwater.auth.account;

import java.time.Instant;
import java.util.UUID;

/** The data of the event of that name on {@code users.v1}; the only event that carries an address. */
record UserRegistered(UUID userId, String email, String name, Instant registeredAt) {}

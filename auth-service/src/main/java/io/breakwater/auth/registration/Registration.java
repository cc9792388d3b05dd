package io.breakwater.auth.registration;

import io.breakwater.auth.account.EmailAddress;
import java.time.Instant;
import java.util.UUID;

/** A wish to have an account; nobody's until a token that was mailed to the address comes back. */
record Registration(UUID id, EmailAddress email, String name, String passwordHash, Instant createdAt) {}

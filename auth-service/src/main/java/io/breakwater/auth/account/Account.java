package io.breakwater.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A verified address with its password's hash. */
public record Account(
        UUID id,
        EmailAddress email,
        String name,
        String passwordHash,
        List<String> roles,
        long version,
        Instant createdAt) {

    public Account {
        roles = List.copyOf(roles);
    }

    public static Account of(
            UUID id, EmailAddress email, String name, String passwordHash, List<String> roles, Instant createdAt) {
        return new Account(id, email, name, passwordHash, roles, 1, createdAt);
    }
}

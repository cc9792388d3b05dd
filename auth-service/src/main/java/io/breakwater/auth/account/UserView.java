package io.breakwater.auth.account;

import java.util.List;
import java.util.UUID;

/** A user as api.md shows it. */
public record UserView(UUID id, String email, String name, List<String> roles) {

    public static UserView of(Account account) {
        return new UserView(account.id(), account.email().value(), account.name(), account.roles());
    }
}

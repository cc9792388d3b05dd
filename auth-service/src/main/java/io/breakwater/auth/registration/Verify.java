package io.breakwater.auth.registration;

import io.breakwater.auth.account.Account;
import io.breakwater.auth.account.OpenAccount;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.ids.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the registration whose token came back the account of its address, and voids the address's others. */
@Component
class Verify {

    private static final List<String> ROLES = List.of("customer");

    private final RegistrationRepository registrations;
    private final OpenAccount openAccount;
    private final IdGenerator ids;
    private final Clock clock;

    Verify(RegistrationRepository registrations, OpenAccount openAccount, IdGenerator ids, Clock clock) {
        this.registrations = registrations;
        this.openAccount = openAccount;
        this.ids = ids;
        this.clock = clock;
    }

    /** False where the token is unknown, used, voided or too old. */
    @Transactional
    boolean verify(String token) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // Without a lock on it: of two at once, the account's unique address lets one through, and locks taken in two
        // orders (my registration, then the other's) would be a deadlock.
        Optional<Registration> registration = registrations.findByToken(Tokens.sha256Hex(token), now);
        if (registration.isEmpty()) {
            return false;
        }
        Registration wish = registration.get();
        Account account = Account.of(ids.next(), wish.email(), wish.name(), wish.passwordHash(), ROLES, now);
        boolean opened = openAccount.open(account);
        // The tokens go with their registrations: each is used, or void.
        registrations.deleteAll(wish.email());
        return opened;
    }
}

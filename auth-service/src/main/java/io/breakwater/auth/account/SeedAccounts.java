package io.breakwater.auth.account;

import io.breakwater.auth.account.SeedSettings.SeedAccount;
import io.breakwater.auth.password.PasswordHashes;
import io.breakwater.platform.ids.IdGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens the accounts that the settings name, before the instance becomes ready; of several replicas the first one wins. An
 * account that exists is left alone: its password stays what it was, whatever the settings say now.
 */
@Component
class SeedAccounts implements ApplicationRunner {

    private final SeedSettings settings;
    private final AccountRepository accounts;
    private final OpenAccount openAccount;
    private final PasswordHashes passwords;
    private final IdGenerator ids;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SeedAccounts(
            SeedSettings settings,
            AccountRepository accounts,
            OpenAccount openAccount,
            PasswordHashes passwords,
            IdGenerator ids,
            Clock clock,
            TransactionTemplate transaction) {
        this.settings = settings;
        this.accounts = accounts;
        this.openAccount = openAccount;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        settings.accounts().values().forEach(this::seed);
    }

    private void seed(SeedAccount seed) {
        EmailAddress email = new EmailAddress(seed.email());
        if (accounts.find(email).isPresent()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Account account =
                Account.of(ids.next(), email, seed.name(), passwords.hash(seed.password()), seed.roles(), now);
        transaction.executeWithoutResult(status -> openAccount.open(account));
    }
}

package io.breakwater.auth.session;

import io.breakwater.auth.account.Account;
import io.breakwater.auth.account.AccountRepository;
import io.breakwater.auth.account.EmailAddress;
import io.breakwater.auth.password.PasswordHashes;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.ids.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Exchanges an address and its password for a new session. */
@Component
class LogIn {

    private static final Logger log = LoggerFactory.getLogger(LogIn.class);

    private final AccountRepository accounts;
    private final PasswordHashes passwords;
    private final SessionRepository sessions;
    private final SessionSettings settings;
    private final Tokens tokens;
    private final IdGenerator ids;
    private final Clock clock;

    LogIn(
            AccountRepository accounts,
            PasswordHashes passwords,
            SessionRepository sessions,
            SessionSettings settings,
            Tokens tokens,
            IdGenerator ids,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.settings = settings;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    /** Empty where the address has no account or the password is another: both take the time of one hash. */
    Optional<LoggedIn> logIn(EmailAddress email, String password, Client client) {
        Optional<Account> account = accounts.find(email);
        var verification = passwords.verify(password, account.map(Account::passwordHash));
        if (account.isEmpty() || !verification.matches()) {
            return Optional.empty();
        }
        String upgraded = verification.upgraded();
        if (upgraded != null) {
            accounts.upgradePasswordHash(account.get(), upgraded);
        }
        return Optional.of(begin(account.get(), client));
    }

    private LoggedIn begin(Account account, Client client) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Session session = new Session(
                ids.next(),
                account.id(),
                account.roles(),
                now,
                now.plus(settings.absolute()),
                client.userAgent(),
                client.address());
        String token = tokens.mint();
        sessions.add(Tokens.sha256Hex(token), session);
        log.info("Session {} of user {} begun", session.id(), account.id());
        return new LoggedIn(token, session, account);
    }

    record Client(String userAgent, String address) {}

    record LoggedIn(String token, Session session, Account account) {

        @Override
        public String toString() {
            return "LoggedIn[session=" + session.id() + "]";
        }
    }
}

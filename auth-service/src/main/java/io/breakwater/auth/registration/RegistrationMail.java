package io.breakwater.auth.registration;

import io.breakwater.auth.account.AccountRepository;
import io.breakwater.auth.mail.Mail;
import io.breakwater.auth.mail.Mails;
import io.breakwater.platform.ids.Tokens;
import io.breakwater.platform.work.Claimed;
import io.breakwater.platform.work.Outcome;
import io.breakwater.platform.work.Worker;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mails a token to an address without an account, and the news that there is one already to an address that has it. Neither
 * mail repeats the name: it was written by whoever registered, to be read by whoever owns the address.
 */
@Component
class RegistrationMail implements Worker {

    static final String KIND = "auth.registration-mail";

    // SMTP takes some milliseconds; four at once keep up with every rate at which passwords can be hashed.
    private static final int CONCURRENCY = 4;
    // To connect (2 s) and then eight answers of at most 5 s each (application.yml) are 42 s.
    private static final Duration LEASE = Duration.ofSeconds(60);
    // A mail may have gone out although its attempt failed, so the tokens of the last attempts go on working.
    private static final int TOKENS_KEPT = 5;

    private final RegistrationRepository registrations;
    private final RegistrationSettings settings;
    private final AccountRepository accounts;
    private final Mails mails;
    private final Tokens tokens;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RegistrationMail(
            RegistrationRepository registrations,
            RegistrationSettings settings,
            AccountRepository accounts,
            Mails mails,
            Tokens tokens,
            Clock clock,
            TransactionTemplate transaction) {
        this.registrations = registrations;
        this.settings = settings;
        this.accounts = accounts;
        this.mails = mails;
        this.tokens = tokens;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public Duration lease() {
        return LEASE;
    }

    @Override
    public Outcome work(Claimed job) throws MessagingException {
        Optional<Registration> registration =
                registrations.find(job.payload(Payload.class).registrationId());
        if (registration.isEmpty()) {
            return Outcome.done();
        }
        if (accounts.find(registration.get().email()).isPresent()) {
            return tellOfAccount(registration.get());
        }
        return mailToken(registration.get());
    }

    private Outcome mailToken(Registration registration) throws MessagingException {
        String token = tokens.mint();
        if (!commit(registration, token)) {
            return Outcome.done();
        }
        Mail mail = new Mail(
                messageId(registration),
                registration.email().value(),
                "Confirm your e-mail address",
                """
                        Welcome to Breakwater.

                        Confirm your e-mail address with this token, which works once and for %d hours:

                        Token: %s

                        If you did not register, ignore this mail: without the token nothing happens.
                        """.formatted(settings.tokenLife().toHours(), token),
                token);
        return switch (mails.send(mail)) {
            case ACCEPTED -> Outcome.done();
            case REFUSED -> Outcome.failed("The mail server refuses the address", () -> {});
        };
    }

    private Outcome tellOfAccount(Registration registration) throws MessagingException {
        Mail mail = new Mail(
                messageId(registration), registration.email().value(), "You have an account already", """
                        Somebody, probably you, registered at Breakwater with this e-mail address.

                        You have an account already, and nothing about it has changed: log in with its password.

                        If that was not you, there is nothing to do.
                        """, null);
        return switch (mails.send(mail)) {
            case ACCEPTED -> Outcome.done(() -> registrations.delete(registration.id()));
            case REFUSED ->
                Outcome.failed("The mail server refuses the address", () -> registrations.delete(registration.id()));
        };
    }

    /** Commits the token's hash before its mail can exist. False where the registration has been voided. */
    private boolean commit(Registration registration, String token) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Instant now = clock.instant();
            Instant expiresAt = now.plus(settings.tokenLife());
            boolean added = registrations.addToken(registration.id(), Tokens.sha256Hex(token), now, expiresAt);
            registrations.keepNewestTokens(registration.id(), TOKENS_KEPT);
            return added;
        }));
    }

    private static String messageId(Registration registration) {
        return "registration-" + registration.id();
    }

    record Payload(UUID registrationId) {}
}

package io.breakwater.auth.registration;

import io.breakwater.auth.account.EmailAddress;
import io.breakwater.auth.password.PasswordHashes;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.work.Job;
import io.breakwater.platform.work.WorkQueue;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps a registration and has its mail sent. It does the same for every address, known or not: which mail goes out is
 * decided by the worker ({@link RegistrationMail}), so neither answer nor timing tells who has an account.
 */
@Component
class Register {

    private final RegistrationRepository registrations;
    private final RegistrationSettings settings;
    private final PasswordHashes passwords;
    private final WorkQueue work;
    private final IdGenerator ids;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Register(
            RegistrationRepository registrations,
            RegistrationSettings settings,
            PasswordHashes passwords,
            WorkQueue work,
            IdGenerator ids,
            Clock clock,
            TransactionTemplate transaction) {
        this.registrations = registrations;
        this.settings = settings;
        this.passwords = passwords;
        this.work = work;
        this.ids = ids;
        this.clock = clock;
        this.transaction = transaction;
    }

    void register(EmailAddress email, String password, String name) {
        // Before the transaction, which would else hold a connection for the time of a hash.
        String hash = passwords.hash(password);
        var registration = new Registration(ids.next(), email, name, hash, clock.instant());
        transaction.executeWithoutResult(status -> {
            registrations.add(registration);
            registrations.keepNewest(email, settings.perAddress());
            work.add(Job.now(
                    RegistrationMail.KIND,
                    registration.id().toString(),
                    new RegistrationMail.Payload(registration.id())));
        });
    }
}

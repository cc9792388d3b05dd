package io.breakwater.auth.account;

import io.breakwater.platform.events.Outbox;
import io.breakwater.platform.events.OutboxEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds an account and tells of it, in the caller's transaction. */
@Component
public class OpenAccount {

    private static final Logger log = LoggerFactory.getLogger(OpenAccount.class);

    private final AccountRepository accounts;
    private final Outbox outbox;

    OpenAccount(AccountRepository accounts, Outbox outbox) {
        this.accounts = accounts;
        this.outbox = outbox;
    }

    /** False, and nothing written, where the address has an account. Of two at once, the second waits for the first's end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean open(Account account) {
        if (!accounts.add(account)) {
            return false;
        }
        var registered = new UserRegistered(account.id(), account.email().value(), account.name(), account.createdAt());
        outbox.append(new OutboxEvent("users.v1", "UserRegistered", account.id(), account.version(), registered));
        log.info("Account {} opened", account.id());
        return true;
    }
}

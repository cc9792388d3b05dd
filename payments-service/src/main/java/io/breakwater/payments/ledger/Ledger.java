package io.breakwater.payments.ledger;

import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.jdbc.AfterCommit;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Posts transfers. */
@Component
public class Ledger {

    /** What the card processor owes us. */
    static final String PROVIDER_CLEARING = "provider-clearing";

    /** What we have sold. */
    static final String SALES = "sales";

    // One row a payment's accounts each would queue for otherwise: 16 let 16 payments commit at once.
    static final int SUB_ACCOUNTS = 16;

    private final JdbcClient jdbc;
    private final IdGenerator ids;
    private final Clock clock;

    Ledger(JdbcClient jdbc, IdGenerator ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** Debit is positive. */
    private record Posting(String account, long amount) {}

    private record Continued(UUID account, long version, long balance) {}

    /**
     * A card was charged. In the caller's transaction; a second time for the same payment is a duplicate key.
     *
     * @param amount in minor units
     */
    public void charge(UUID paymentId, long amount, String currency) {
        post(
                "charge",
                paymentId,
                currency,
                List.of(new Posting(PROVIDER_CLEARING, amount), new Posting(SALES, Math.negateExact(amount))));
    }

    private void post(String kind, UUID paymentId, String currency, List<Posting> postings) {
        AfterCommit.requireTransaction("A transfer");
        UUID transfer = ids.next();
        Timestamp now = Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        jdbc.sql("""
                INSERT INTO ledger_transfer (id, kind, payment_id, reference, created_at)
                VALUES (:id, :kind, :payment, :payment, :now)
                """)
                .param("id", transfer)
                .param("kind", kind)
                .param("payment", paymentId)
                .param("now", now)
                .update();
        int sub = Math.floorMod(paymentId.hashCode(), SUB_ACCOUNTS);
        // Always in the same order: two transfers that lock the same accounts wait, and don't deadlock.
        postings.stream().sorted(Comparator.comparing(Posting::account)).forEach(posting -> {
            Continued account = continueAccount(posting, sub, currency);
            jdbc.sql("""
                    INSERT INTO ledger_entry
                        (id, transfer_id, account_id, amount, currency, account_version, balance, created_at)
                    VALUES (:id, :transfer, :account, :amount, :currency, :version, :balance, :now)
                    """)
                    .param("id", ids.next())
                    .param("transfer", transfer)
                    .param("account", account.account())
                    .param("amount", posting.amount())
                    .param("currency", currency)
                    .param("version", account.version())
                    .param("balance", account.balance())
                    .param("now", now)
                    .update();
        });
    }

    /** One statement, which makes the account where it is missing and locks it until the transaction's end. */
    private Continued continueAccount(Posting posting, int sub, String currency) {
        return jdbc.sql("""
                INSERT INTO account (name, sub, currency, balance, version) VALUES (:name, :sub, :currency, :amount, 1)
                ON CONFLICT (name, sub, currency)
                DO UPDATE SET balance = account.balance + excluded.balance, version = account.version + 1
                RETURNING id, version, balance
                """)
                .param("name", posting.account())
                .param("sub", sub)
                .param("currency", currency)
                .param("amount", posting.amount())
                .query((row, number) ->
                        new Continued(row.getObject("id", UUID.class), row.getLong("version"), row.getLong("balance")))
                .single();
    }
}

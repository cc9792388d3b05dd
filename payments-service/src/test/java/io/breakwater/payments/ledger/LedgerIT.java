package io.breakwater.payments.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.payments.PaymentsTest;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger's promises, and the database's part in them. */
@PaymentsTest
class LedgerIT {

    private final Ledger ledger;
    private final LedgerInvariants invariants;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    @Autowired
    LedgerIT(Ledger ledger, LedgerInvariants invariants, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.ledger = ledger;
        this.invariants = invariants;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Test
    void holdsUnderConcurrentCharges(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", String.valueOf(seed));
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long[] amounts = random.longs(60, 1, 100_000_000).toArray();

        // As many at once as the pool has connections: a ninth would wait for one, not for a row.
        try (var threads = Executors.newFixedThreadPool(6)) {
            CompletableFuture.allOf(IntStream.range(0, amounts.length)
                            .mapToObj(index -> CompletableFuture.runAsync(() -> charge(amounts[index]), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }

        assertThat(invariants.check().hold()).isTrue();
        assertThat(jdbc.sql("SELECT count(DISTINCT sub) FROM account")
                        .query((row, number) -> row.getInt(1))
                        .single())
                .as("spread over sub-accounts")
                .isGreaterThan(4);
    }

    @Test
    void booksAPaymentOnce() {
        UUID payment = charge(1999);

        assertThatThrownBy(() -> book(payment, 1999)).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> ledger.charge(payment, 1999, "EUR")).isInstanceOf(IllegalStateException.class);
        assertThat(invariants.check().hold()).isTrue();
    }

    @Test
    void theDatabaseRefusesATransferThatIsNotBalanced() {
        UUID payment = aPayment(1);
        UUID transfer = UUID.randomUUID();

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    transfer(transfer, payment);
                    entry(transfer, 5, continued("sales", 5));
                    entry(transfer, -4, continued("provider-clearing", -4));
                }))
                .hasMessageContaining("is not balanced");
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> transfer(transfer, payment)))
                .as("nor one without entries")
                .hasMessageContaining("is not balanced");
        assertThat(invariants.check().hold()).isTrue();
    }

    @Test
    void theDatabaseRefusesAnEntryThatIsAddedToATransferLater() {
        UUID payment = charge(700);

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    UUID transfer = jdbc.sql("SELECT id FROM ledger_transfer WHERE payment_id = :payment")
                            .param("payment", payment)
                            .query((row, number) -> row.getObject(1, UUID.class))
                            .single();
                    entry(transfer, 5, continued("sales", 5));
                }))
                .hasMessageContaining("is not balanced");
    }

    @Test
    void theDatabaseRefusesAnEntryThatDoesNotContinueItsAccount() {
        UUID payment = aPayment(1);
        UUID transfer = UUID.randomUUID();

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    transfer(transfer, payment);
                    Account account = continued("sales", 5);
                    entry(transfer, 5, new Account(account.id(), account.version(), account.balance() + 1));
                }))
                .hasMessageContaining("does not continue account");
    }

    @Test
    void theApplicationCanNeitherChangeNorDeleteWhatIsBooked() {
        charge(1);

        assertRefused("UPDATE ledger_entry SET amount = 1");
        assertRefused("DELETE FROM ledger_entry");
        assertRefused("UPDATE ledger_transfer SET kind = 'x'");
        assertRefused("DELETE FROM ledger_transfer");
        assertRefused("DELETE FROM account");
        assertRefused("UPDATE account SET name = 'x'");
        assertRefused("DELETE FROM payment");
        assertRefused("ALTER TABLE ledger_entry DISABLE TRIGGER ALL");
    }

    @Test
    void findsAnAccountThatWasMeddledWith() {
        charge(1);
        TestDatabase database = TestServers.database();
        JdbcClient owner = JdbcClient.create(
                new DriverManagerDataSource(database.url(), database.owner(), database.ownerPassword()));
        String one = " WHERE id = (SELECT id FROM account ORDER BY id LIMIT 1)";

        owner.sql("UPDATE account SET balance = balance + 1" + one).update();
        LedgerInvariants.Findings meddled = invariants.check();
        owner.sql("UPDATE account SET balance = balance - 1" + one).update();

        assertThat(meddled.off()).isEqualTo(1);
        assertThat(invariants.check().hold()).isTrue();
    }

    private record Account(UUID id, long version, long balance) {}

    private UUID charge(long amount) {
        UUID payment = aPayment(amount);
        book(payment, amount);
        return payment;
    }

    private void book(UUID payment, long amount) {
        transactions.executeWithoutResult(status -> ledger.charge(payment, amount, "EUR"));
    }

    private UUID aPayment(long amount) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO payment (id, user_id, status, recovery_point, amount, currency, payment_method, version,
                    created_at, updated_at)
                VALUES (:id, :id, 'REVIEW', 'FINISHED', :amount, 'EUR', 'none', 1, now(), now())
                """).param("id", id).param("amount", amount).update();
        return id;
    }

    private void transfer(UUID transfer, UUID payment) {
        jdbc.sql("""
                INSERT INTO ledger_transfer (id, kind, payment_id, reference, created_at)
                VALUES (:id, 'charge', :payment, :payment, '2026-05-05T00:00:00Z')
                """).param("id", transfer).param("payment", payment).update();
    }

    private Account continued(String name, long amount) {
        return jdbc.sql("""
                INSERT INTO account (name, sub, currency, balance, version) VALUES (:name, 0, 'EUR', :amount, 1)
                ON CONFLICT (name, sub, currency)
                DO UPDATE SET balance = account.balance + excluded.balance, version = account.version + 1
                RETURNING id, version, balance
                """)
                .param("name", name)
                .param("amount", amount)
                .query((row, number) -> new Account(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3)))
                .single();
    }

    private void entry(UUID transfer, long amount, Account account) {
        jdbc.sql("""
                INSERT INTO ledger_entry
                    (id, transfer_id, account_id, amount, currency, account_version, balance, created_at)
                SELECT gen_random_uuid(), id, :account, :amount, 'EUR', :version, :balance, created_at
                FROM ledger_transfer WHERE id = :transfer
                """)
                .param("transfer", transfer)
                .param("account", account.id())
                .param("amount", amount)
                .param("version", account.version())
                .param("balance", account.balance())
                .update();
    }

    private void assertRefused(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).update())
                .as(sql)
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .message()
                .containsAnyOf("permission denied", "must be owner");
    }
}

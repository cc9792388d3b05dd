package io.breakwater.auth.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code account}. */
@Repository
public class AccountRepository {

    private final JdbcClient jdbc;

    AccountRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False where the address has an account. */
    boolean add(Account account) {
        return jdbc.sql("""
                        INSERT INTO account (id, email, email_key, name, password_hash, roles, version, created_at)
                        VALUES (:id, :email, :emailKey, :name, :passwordHash, :roles, :version, :createdAt)
                        ON CONFLICT (email_key) DO NOTHING
                        """)
                        .param("id", account.id())
                        .param("email", account.email().value())
                        .param("emailKey", account.email().key())
                        .param("name", account.name())
                        .param("passwordHash", account.passwordHash())
                        .param("roles", account.roles().toArray(String[]::new))
                        .param("version", account.version())
                        .param("createdAt", account.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public Optional<Account> find(EmailAddress email) {
        return jdbc.sql("SELECT * FROM account WHERE email_key = :emailKey")
                .param("emailKey", email.key())
                .query(AccountRepository::account)
                .optional();
    }

    public Optional<Account> find(UUID id) {
        return jdbc.sql("SELECT * FROM account WHERE id = :id")
                .param("id", id)
                .query(AccountRepository::account)
                .optional();
    }

    /** Only where the hash is still the one that was verified: a password changed meanwhile stays changed. */
    public void upgradePasswordHash(Account account, String upgraded) {
        jdbc.sql("""
                UPDATE account SET password_hash = :upgraded, version = version + 1
                WHERE id = :id AND password_hash = :verified
                """)
                .param("upgraded", upgraded)
                .param("id", account.id())
                .param("verified", account.passwordHash())
                .update();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("email")),
                row.getString("name"),
                row.getString("password_hash"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}

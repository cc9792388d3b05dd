package io.breakwater.platform.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The platform's tables in a schema of their own, so that no other test's relay or worker touches them. */
public final class FreshSchema implements AutoCloseable {

    private final JdbcClient owner;
    private final HikariDataSource application = new HikariDataSource();
    private final TransactionTemplate transactions;

    private FreshSchema(String name) {
        TestDatabase database = TestServers.database();
        String url = database.url() + "?currentSchema=" + name;
        this.owner = JdbcClient.create(new DriverManagerDataSource(url, database.owner(), database.ownerPassword()));
        Flyway.configure()
                .dataSource(database.url(), database.owner(), database.ownerPassword())
                .defaultSchema(name)
                .locations("classpath:db/platform")
                .placeholders(Map.of("application", database.application()))
                .load()
                .migrate();
        owner.sql("GRANT USAGE ON SCHEMA %s TO %s".formatted(name, database.application()))
                .update();
        application.setJdbcUrl(url);
        application.setUsername(database.application());
        application.setPassword(database.applicationPassword());
        application.setMaximumPoolSize(10);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(application));
    }

    public static FreshSchema create() {
        return new FreshSchema("it_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** As the application's role. */
    public JdbcClient jdbc() {
        return JdbcClient.create(application);
    }

    /** As the owner, for what no service may do. */
    public JdbcClient owner() {
        return owner;
    }

    /** For a process of its own, with the two below. */
    public String url() {
        return application.getJdbcUrl();
    }

    public String application() {
        return application.getUsername();
    }

    public String applicationPassword() {
        return application.getPassword();
    }

    public TransactionTemplate transactions() {
        return transactions;
    }

    @Override
    public void close() {
        application.close();
    }
}

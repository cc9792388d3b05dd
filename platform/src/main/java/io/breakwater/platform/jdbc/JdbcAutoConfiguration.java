package io.breakwater.platform.jdbc;

import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/**
 * Migrates the platform's tables (outbox, inbox, work, idempotency) under a history of their own, so that platform and
 * service number their migrations independently.
 */
@AutoConfiguration(before = FlywayAutoConfiguration.class)
@ConditionalOnClass({Flyway.class, FlywayMigrationStrategy.class})
public final class JdbcAutoConfiguration {

    static final String PLATFORM_HISTORY = "platform_schema_history";

    @Bean
    @ConditionalOnMissingBean
    FlywayMigrationStrategy platformFirst() {
        return service -> {
            Flyway.configure()
                    .configuration(service.getConfiguration())
                    .locations("classpath:db/platform")
                    .table(PLATFORM_HISTORY)
                    // Whichever history is second finds the schema non-empty.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
            Flyway.configure()
                    .configuration(service.getConfiguration())
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        };
    }
}

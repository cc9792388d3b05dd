package io.breakwater.payments.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Recomputes everything from the entries, over and over, and exports what it finds. What the database refuses at commit
 * can't come up here, so whatever does is an alarm, and nothing is mended automatically.
 */
@Component
@EnableScheduling
class LedgerInvariants implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(LedgerInvariants.class);

    private final JdbcClient jdbc;
    private final LedgerSettings settings;
    private volatile @Nullable Findings findings;

    LedgerInvariants(DataSource dataSource, LedgerSettings settings, MeterRegistry meters) {
        JdbcTemplate patient = new JdbcTemplate(dataSource);
        patient.setQueryTimeout((int) settings.checkTimeout().toSeconds());
        this.jdbc = JdbcClient.create(patient);
        this.settings = settings;
        gauge(meters, "breakwater.ledger.sum", "Sum of all entries, over the currencies: 0", Findings::sum);
        gauge(meters, "breakwater.ledger.unbalanced", "Transfers that don't add up: 0", Findings::unbalanced);
        gauge(meters, "breakwater.ledger.accounts.off", "Accounts that differ from their entries: 0", Findings::off);
        gauge(meters, "breakwater.ledger.unbooked", "Charged payments without their transfer: 0", Findings::unbooked);
        gauge(meters, "breakwater.payments.unknown", "Payments whose outcome is unknown", Findings::unknown);
        gauge(meters, "breakwater.payments.review", "Payments that need a person", Findings::review);
    }

    record Findings(long sum, long unbalanced, long off, long unbooked, long unknown, long review) {

        boolean hold() {
            return sum == 0 && unbalanced == 0 && off == 0 && unbooked == 0;
        }
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<Findings> value) {
        Gauge.builder(name, this, it -> {
                    Findings last = it.findings;
                    return last == null ? Double.NaN : value.applyAsDouble(last);
                })
                .description(description)
                .register(meters);
    }

    /** One statement, so one snapshot: what commits meanwhile is wholly in it or wholly not. */
    Findings check() {
        Findings found = jdbc.sql("""
                SELECT
                    (SELECT coalesce(sum(abs(total)), 0) FROM
                        (SELECT sum(amount) AS total FROM ledger_entry GROUP BY currency) AS currencies),
                    (SELECT count(*) FROM
                        (SELECT t.id FROM ledger_transfer t LEFT JOIN ledger_entry e ON e.transfer_id = t.id
                         GROUP BY t.id, e.currency HAVING count(e.id) < 2 OR sum(e.amount) <> 0) AS transfers),
                    (SELECT count(*) FROM account a LEFT JOIN
                        (SELECT account_id, sum(amount) AS total, count(*) AS entries, max(account_version) AS version
                         FROM ledger_entry GROUP BY account_id) AS e ON e.account_id = a.id
                     WHERE a.balance <> coalesce(e.total, 0) OR a.version <> coalesce(e.entries, 0)
                        OR a.version <> coalesce(e.version, 0)),
                    (SELECT count(*) FROM payment p WHERE p.captured > 0 AND NOT EXISTS
                        (SELECT 1 FROM ledger_transfer t WHERE t.kind = 'charge' AND t.reference = p.id)),
                    (SELECT count(*) FROM payment WHERE status = 'UNKNOWN'),
                    (SELECT count(*) FROM payment WHERE status = 'REVIEW')
                """)
                .query((row, number) -> new Findings(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)))
                .single();
        if (!found.hold()) {
            log.error("The ledger does not hold: {}", found);
        }
        findings = found;
        return found;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::check, settings.checkEvery());
    }
}

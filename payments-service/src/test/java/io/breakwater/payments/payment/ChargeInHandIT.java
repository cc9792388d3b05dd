package io.breakwater.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.payments.PaymentsApplication;
import io.breakwater.payments.Simulator;
import io.breakwater.testing.Program;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** SIGTERM to a real process that is in the middle of a charge. The broker is away, so that only jobs of ours run. */
class ChargeInHandIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final String schema =
            "drain_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final TestDatabase database = TestServers.database();
    private final String url = database.url() + "?currentSchema=" + schema;
    private final JdbcClient owner =
            JdbcClient.create(new DriverManagerDataSource(url, database.owner(), database.ownerPassword()));
    private final PaymentRepository payments = new PaymentRepository(owner, Clock.systemUTC());
    private final UUID order = UUID.randomUUID();

    ChargeInHandIT() {
        owner.sql("CREATE SCHEMA " + schema).update();
        owner.sql("GRANT USAGE ON SCHEMA " + schema + " TO " + database.application())
                .update();
    }

    @AfterEach
    void heal() {
        Simulator.healthy();
    }

    @Test
    void isFinishedAndRecorded() {
        try (Program service = start()) {
            Simulator.faults("{\"latencyMillis\": 1500}");
            Payment payment = aPaymentInHand();

            service.sigterm();

            assertThat(service.exitCode()).as("%s", service).isZero();
            assertThat(payments.get(payment.id()).status()).isEqualTo(PaymentStatus.SUCCEEDED);
            assertThat(Simulator.charges(order)).isEqualTo(1);
            assertThat(column("SELECT key FROM work")).isEmpty();
            assertThat(column("SELECT type FROM outbox")).containsExactly("PaymentSucceeded");
            assertThat(service.log()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
        }
    }

    @Test
    void isRepeatedByAnotherUnderTheSameKeyWhereItTookTooLong() {
        Payment payment;
        try (Program service = start("--payments.provider.read-timeout=30s")) {
            Simulator.faults("{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"latencyMillis\": 12000}");
            payment = aPaymentInHand();

            service.sigterm();

            assertThat(service.exitCode()).as("%s", service).isEqualTo(1);
        }
        assertThat(payments.get(payment.id()).status().open()).isTrue();
        assertThat(column("SELECT key FROM work")).containsExactly(payment.id().toString());
        Simulator.healthy();
        // What the end of its lease would do.
        owner.sql("UPDATE work SET next_attempt_at = clock_timestamp(), leased_until = clock_timestamp()")
                .update();

        try (Program another = start()) {
            await().atMost(BOUND)
                    .until(() -> !payments.get(payment.id()).status().open());

            assertThat(payments.get(payment.id()).status()).isEqualTo(PaymentStatus.SUCCEEDED);
            assertThat(Simulator.charges(order)).isEqualTo(1);
            assertThat(Simulator.journal(order).stream()
                            .filter(line -> line.operation().equals("payment_intent.confirm"))
                            .map(Simulator.Line::idempotencyKey))
                    .containsOnly("confirm-" + payment.id());
            another.sigterm();
            assertThat(another.exitCode()).as("%s", another).isZero();
        }
    }

    /** Returns when the intent is made, and so the confirmation under way. */
    private Payment aPaymentInHand() {
        Payment payment = Payment.ofOrder(
                UUID.randomUUID(), order, UUID.randomUUID(), new Money(1999, "EUR"), "pm_card_visa", payments.now());
        payments.add(payment);
        owner.sql("INSERT INTO work (kind, key, payload, next_attempt_at) VALUES ('charge', :id, :payload, now())")
                .param("id", payment.id().toString())
                .param("payload", "{\"paymentId\": \"" + payment.id() + "\"}")
                .update();
        await().atMost(BOUND)
                .until(() -> !column("SELECT id::text FROM payment WHERE provider_reference IS NOT NULL")
                        .isEmpty());
        return payment;
    }

    private List<String> column(String sql) {
        return owner.sql(sql).query((row, number) -> row.getString(1)).list();
    }

    private Program start(String... more) {
        Stream<String> arguments = Stream.of(
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + database.application(),
                "--spring.datasource.password=" + database.applicationPassword(),
                // As in the other tests: this is not about a machine that is slow.
                "--spring.datasource.hikari.connection-timeout=10000",
                "--spring.jdbc.template.query-timeout=10s",
                "--spring.flyway.url=" + database.url(),
                "--spring.flyway.user=" + database.owner(),
                "--spring.flyway.password=" + database.ownerPassword(),
                "--spring.flyway.default-schema=" + schema,
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--platform.identity.jwks-uris=http://127.0.0.1:1/none",
                "--platform.web.cursor-key=" + "A".repeat(43),
                "--payments.provider.base-url=" + Simulator.url(),
                "--payments.provider.api-key=sk_test_drain",
                "--platform.drain.hold=0s");
        return Program.start(
                PaymentsApplication.class,
                directory,
                Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }
}

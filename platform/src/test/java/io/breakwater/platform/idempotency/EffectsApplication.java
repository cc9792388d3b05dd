package io.breakwater.platform.idempotency;

import io.breakwater.platform.jdbc.JdbcAutoConfiguration;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.EdgeApplication;
import io.breakwater.testing.TestServersAutoConfiguration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service whose effects can be counted, each under a name that the test chooses. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TestServersAutoConfiguration.class,
    JdbcAutoConfiguration.class,
    IdempotencyAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
})
@Import({EdgeApplication.class, EffectsApplication.Routes.class})
public class EffectsApplication {

    /** What the use case does after it has written its effect. */
    public enum Outcome {
        SUCCEED,
        SUCCEED_WITHOUT_BODY,
        REFUSE,
        REFUSE_INSIDE_A_TRANSACTION,
        FORBID,
        FIND_AN_OUTAGE,
        FAIL,
        RETURN_A_REFUSAL
    }

    public record Effect(
            @NotNull String name,
            @NotNull Outcome outcome,
            @Nullable Integer tenths) {}

    public record Made(UUID id, String name, Instant at) {}

    @Bean
    SettableClock settableClock() {
        return new SettableClock();
    }

    /** Real, until a test lets time pass. */
    static final class SettableClock extends Clock {

        private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

        void pass(Duration time) {
            offset.updateAndGet(time::plus);
        }

        void reset() {
            offset.set(Duration.ZERO);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset.get());
        }
    }

    @RestController
    static class Routes {

        private final Idempotency idempotency;
        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;

        Routes(Idempotency idempotency, JdbcClient jdbc, TransactionTemplate transaction) {
            this.idempotency = idempotency;
            this.jdbc = jdbc;
            this.transaction = transaction;
        }

        @PostMapping("/api/effects")
        ResponseEntity<?> make(IdempotentCall call, @Valid @RequestBody Effect effect) {
            return idempotency.execute(call, effect, () -> carryOut(effect));
        }

        @PostMapping("/api/effects/{id}/cancel")
        ResponseEntity<?> cancel(IdempotentCall call, @PathVariable UUID id) {
            return idempotency.execute(call, null, () -> carryOut(new Effect(id.toString(), Outcome.SUCCEED, null)));
        }

        private ResponseEntity<Object> carryOut(Effect effect) {
            jdbc.sql("INSERT INTO effect (name) VALUES (:name)")
                    .param("name", effect.name())
                    .update();
            if (effect.tenths() != null) {
                jdbc.sql("SELECT pg_sleep(:tenths / 10.0)")
                        .param("tenths", effect.tenths())
                        .query()
                        .listOfRows();
            }
            return switch (effect.outcome()) {
                case SUCCEED -> created(effect);
                case SUCCEED_WITHOUT_BODY -> ResponseEntity.noContent().build();
                case REFUSE -> throw refusal();
                case REFUSE_INSIDE_A_TRANSACTION ->
                    transaction.execute(status -> {
                        throw refusal();
                    });
                case FORBID -> throw ApiProblem.forbidden();
                case FIND_AN_OUTAGE -> throw new QueryTimeoutException("the database is away");
                case FAIL -> throw new IllegalStateException("a bug");
                case RETURN_A_REFUSAL -> ResponseEntity.status(409).body(Map.of());
            };
        }

        private static ResponseEntity<Object> created(Effect effect) {
            UUID id = UUID.randomUUID();
            return ResponseEntity.created(URI.create("/api/effects/" + id))
                    .eTag("\"1\"")
                    .body(new Made(id, effect.name(), Instant.now()));
        }

        private static ApiProblem refusal() {
            return new ApiProblem(HttpStatus.CONFLICT, "insufficient-stock", "Too few are left", "Order fewer.");
        }
    }
}

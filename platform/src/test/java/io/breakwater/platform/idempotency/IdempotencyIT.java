package io.breakwater.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.idempotency.EffectsApplication.Outcome;
import io.breakwater.platform.idempotency.EffectsApplication.SettableClock;
import io.breakwater.platform.web.EdgeClient;
import io.breakwater.platform.web.EdgeClient.Answer;
import io.breakwater.testing.TestServers;
import io.breakwater.testing.TestTokens;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        classes = EffectsApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=effects",
            "spring.config.import=classpath:platform.yml",
            // Not the pool is tested here, so nobody is to be refused for waiting for it on a busy machine.
            "spring.datasource.hikari.connection-timeout=20000"
        })
class IdempotencyIT {

    private static final String ROUTE = "/api/effects";

    private final UUID user = UUID.randomUUID();
    private final String name = UUID.randomUUID().toString();
    private final String key = "key-" + name;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SettableClock clock;

    @Autowired
    private StoredAnswerRepository answers;

    @Autowired
    private TransactionTemplate transaction;

    private EdgeClient client;

    @BeforeAll
    static void createTheTableOfTheService() throws SQLException {
        var database = TestServers.database();
        try (Connection owner =
                        DriverManager.getConnection(database.url(), database.owner(), database.ownerPassword());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS effect (name text NOT NULL)");
            statement.execute("GRANT SELECT, INSERT ON effect TO " + database.application());
        }
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new EdgeClient(port);
        clock.reset();
    }

    @Test
    void aRetryGetsTheFirstAnswerByteForByte() {
        Answer first = send(key, Outcome.SUCCEED);
        Answer retry = send(key, Outcome.SUCCEED);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        assertReplay(retry, first);
        assertThat(retry.header("Location")).isEqualTo(first.header("Location")).startsWith("/api/effects/");
        assertThat(retry.header("ETag")).isEqualTo("\"1\"");
        assertThat(retry.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutABodyIsReplayedWithoutOne() {
        Answer first = send(key, Outcome.SUCCEED_WITHOUT_BODY);

        assertThat(first.status()).isEqualTo(204);
        assertReplay(send(key, Outcome.SUCCEED_WITHOUT_BODY), first);
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "REFUSE_INSIDE_A_TRANSACTION"})
    void aRefusalIsStoredAndItsEffectRolledBack(Outcome refused) {
        Answer first = send(key, refused);

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.slug()).isEqualTo("insufficient-stock");
        assertThat(first.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(first.json().path("instance").asString()).isEqualTo(ROUTE);
        assertThat(first.json().path("requestId").asString()).isEqualTo(first.header("X-Request-Id"));
        assertReplay(send(key, refused), first);
        assertThat(effects()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"FORBID", "FIND_AN_OUTAGE", "FAIL", "RETURN_A_REFUSAL"})
    void whatIsNotDefiniteIsNotStoredAndLeavesNothing(Outcome failed) {
        assertThat(send(key, failed).status()).isIn(403, 500, 503);
        assertThat(effects()).isZero();

        Answer next = send(key, Outcome.SUCCEED);

        assertThat(next.status()).isEqualTo(201);
        assertThat(next.header("Idempotency-Replayed")).isNull();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void anInvalidRequestIsNotStored() {
        assertThat(client.post(ROUTE, "{\"outcome\": \"SUCCEED\"}", headers(user, key))
                        .status())
                .isEqualTo(400);
        assertThat(send(key, Outcome.SUCCEED).status()).isEqualTo(201);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefusedButNotAnotherSpelling() {
        send(key, Outcome.SUCCEED);

        Answer other = send(key, Outcome.REFUSE);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.slug()).isEqualTo("idempotency-key-reused");
        String respelled = " {\"tenths\": null,  \"outcome\":\"SUCCEED\", \"name\":\"%s\"}".formatted(name);
        Answer same = client.post(ROUTE, respelled, headers(user, key));
        assertThat(same.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void anotherPathOfTheRouteIsAnotherRequestAndAnotherRouteAnotherKey() {
        String cancel = ROUTE + "/" + name + "/cancel";

        assertThat(client.post(cancel, "", headers(user, key)).status()).isEqualTo(201);
        assertThat(client.post(cancel, "", headers(user, key)).header("Idempotency-Replayed"))
                .isEqualTo("true");
        Answer other = client.post(ROUTE + "/" + UUID.randomUUID() + "/cancel", "", headers(user, key));
        assertThat(other.slug()).isEqualTo("idempotency-key-reused");
        assertThat(send(key, Outcome.SUCCEED).status()).isEqualTo(201);
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void anotherUsersKeyIsAnotherKey() {
        send(key, Outcome.SUCCEED);

        Answer other = client.post(ROUTE, body(Outcome.SUCCEED, null), headers(UUID.randomUUID(), key));

        assertThat(other.status()).isEqualTo(201);
        assertThat(other.header("Idempotency-Replayed")).isNull();
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void quotesDontBelongToTheKey() {
        send(key, Outcome.SUCCEED);

        assertThat(send("\"" + key + "\"", Outcome.SUCCEED).header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void onlyVisibleAsciiIsAKey() {
        assertThat(client.post(ROUTE, body(Outcome.SUCCEED, null), "Authorization", TestTokens.bearer(user))
                        .slug())
                .isEqualTo("idempotency-key-missing");
        String unique = "k".repeat(255);
        assertThat(send(unique, Outcome.SUCCEED).status()).isEqualTo(201);
        for (String invalid : List.of(unique + "k", "", "\"\"", "a b", "a\tb")) {
            assertThat(send(invalid, Outcome.SUCCEED).slug()).as(invalid).isEqualTo("idempotency-key-invalid");
        }
        for (String utf8 : List.of("\u00c3\u00a9", "\u00e2\u0082\u00ac")) {
            String answer = client.raw("POST /api/effects HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                    + TestTokens.bearer(user) + "\r\nIdempotency-Key: " + utf8
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(answer).contains("/problems/idempotency-key-invalid");
        }
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void whileTheFirstRunsTheOtherIsToldToComeBack() {
        IdempotentCall first = new IdempotentCall(user, "POST " + ROUTE, ROUTE, key);

        Answer second = transaction.execute(status -> {
            assertThat(answers.tryLock(first)).isTrue();
            return send(key, Outcome.SUCCEED);
        });

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.slug()).isEqualTo("idempotency-in-progress");
        assertThat(second.header("Retry-After")).isEqualTo("1");
        assertThat(effects()).isZero();
        assertThat(send(key, Outcome.SUCCEED).status()).isEqualTo(201);
    }

    @Test
    void fiftyIdenticalRequestsAreOneExecution() throws Exception {
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            requests.add(() -> sendSlowly(1));
        }
        List<Answer> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : clients.invokeAll(requests)) {
                all.add(answer.get());
            }
        }

        List<Answer> executed = all.stream()
                .filter(answer -> answer.status() == 201 && answer.header("Idempotency-Replayed") == null)
                .toList();
        assertThat(executed).hasSize(1);
        assertThat(all)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isIn(201, 409));
        assertThat(all.stream().filter(answer -> answer.status() == 201))
                .allSatisfy(answer ->
                        assertThat(answer.text()).isEqualTo(executed.getFirst().text()));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aKeyIsForgottenAfter72HoursAndThenItsRowDeleted() {
        Answer first = send(key, Outcome.SUCCEED);
        clock.pass(Duration.ofHours(71));
        assertThat(send(key, Outcome.SUCCEED).text()).isEqualTo(first.text());
        clock.pass(Duration.ofMinutes(61));

        Answer again = send(key, Outcome.SUCCEED);

        assertThat(again.header("Idempotency-Replayed")).isNull();
        assertThat(effects()).isEqualTo(2);
        new ExpiredAnswers(answers).delete();
        assertThat(rows()).isEqualTo(1);
        clock.pass(Duration.ofHours(73));
        assertThat(answers.deleteExpired(1)).isEqualTo(1);
        new ExpiredAnswers(answers).delete();
        assertThat(rows()).isZero();
    }

    private Answer send(String idempotencyKey, Outcome outcome) {
        return client.post(ROUTE, body(outcome, null), headers(user, idempotencyKey));
    }

    private Answer sendSlowly(int tenths) {
        return client.post(ROUTE, body(Outcome.SUCCEED, tenths), headers(user, key));
    }

    private String body(Outcome outcome, Integer tenths) {
        return "{\"name\": \"%s\", \"outcome\": \"%s\", \"tenths\": %s}".formatted(name, outcome, tenths);
    }

    private static String[] headers(UUID user, String key) {
        return new String[] {"Authorization", TestTokens.bearer(user, "customer"), "Idempotency-Key", key};
    }

    private static void assertReplay(Answer retry, Answer first) {
        assertThat(retry.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(retry.status()).isEqualTo(first.status());
        assertThat(retry.body()).isEqualTo(first.body());
        assertThat(retry.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    }

    private long effects() {
        return jdbc.sql("SELECT count(*) FROM effect WHERE name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private long rows() {
        return jdbc.sql("SELECT count(*) FROM idempotency_key WHERE user_id = :user")
                .param("user", user)
                .query(Long.class)
                .single();
    }
}

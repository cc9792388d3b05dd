package io.breakwater.auth;

import static io.breakwater.auth.AuthClient.PASSWORD;
import static io.breakwater.auth.AuthClient.anAddress;
import static io.breakwater.auth.AuthClient.mails;
import static io.breakwater.auth.AuthClient.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.auth.AuthClient.Answer;
import io.breakwater.testing.TcpProxy;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

// Its proxies end with it.
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OutageIT {

    private static final TcpProxy REDIS = new TcpProxy("127.0.0.1", TestServers.redis());
    private static final TcpProxy POSTGRES = new TcpProxy("127.0.0.1", port(TestServers.database()));
    private static final TcpProxy SMTP = new TcpProxy("127.0.0.1", TestServers.smtp());

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private AuthClient auth;

    @DynamicPropertySource
    static void mailThroughTheProxy(DynamicPropertyRegistry properties) {
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", SMTP::port);
    }

    @BeforeEach
    void connect() {
        auth = new AuthClient(port);
    }

    @AfterEach
    void mend() {
        REDIS.mend();
        POSTGRES.mend();
        SMTP.mend();
    }

    @AfterAll
    static void close() throws IOException {
        REDIS.close();
        POSTGRES.close();
        SMTP.close();
    }

    @Test
    void refusesWithRetryAfterWhileRedisIsAway() {
        String email = auth.aVerifiedAddress();
        String session = auth.aSession(email);

        REDIS.cut();

        assertUnavailable(auth.logIn(email, PASSWORD));
        assertUnavailable(auth.internalToken(session));
        REDIS.mend();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> auth.logIn(email, PASSWORD).status() == 200);
        assertThat(auth.internalToken(session).status()).isEqualTo(200);
    }

    @Test
    void goesOnVouchingForSessionsWhilePostgresIsAway() {
        String email = auth.aVerifiedAddress();
        String session = auth.aSession(email);

        POSTGRES.cut();

        assertUnavailable(auth.register(anAddress()));
        assertUnavailable(auth.logIn(email, PASSWORD));
        assertUnavailable(auth.verify("any"));
        Answer token = auth.internalToken(session);
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        assertUnavailable(auth.me("Bearer " + token.json().get("token").asString()));
        assertThat(auth.get("/internal/jwks.json").status()).isEqualTo(200);
        POSTGRES.mend();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> auth.logIn(email, PASSWORD).status() == 200);
    }

    @Test
    void mailsTheTokenOnceSmtpIsBack() {
        String email = anAddress();
        SMTP.cut();

        assertThat(auth.register(email).status()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(60)).until(() -> tokensOf(email) >= 2);
        assertThat(TestServers.mailbox().to(email)).isEmpty();
        SMTP.mend();
        assertThat(auth.verify(token(mails(email, 1).getFirst())).status()).isEqualTo(204);
        assertThat(tokensOf(email)).isZero();
    }

    /** Each attempt commits a token before it calls the server. */
    private long tokensOf(String email) {
        return jdbc.sql("""
                        SELECT count(*) FROM registration_token t JOIN registration r ON r.id = t.registration_id
                        WHERE r.email_key = :email
                        """).param("email", email).query(Long.class).single();
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    private static int port(TestDatabase database) {
        return Integer.parseInt(database.url().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class ThroughProxies {

        @Bean
        DataRedisConnectionDetails redisThroughTheProxy() {
            return new DataRedisConnectionDetails() {
                @Override
                public Standalone getStandalone() {
                    return Standalone.of("127.0.0.1", REDIS.port());
                }
            };
        }

        @Bean
        JdbcConnectionDetails postgresThroughTheProxy() {
            TestDatabase database = TestServers.database();
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return database.application();
                }

                @Override
                public String getPassword() {
                    return database.applicationPassword();
                }

                @Override
                public String getJdbcUrl() {
                    return database.url().replace(":" + port(database) + "/", ":" + POSTGRES.port() + "/");
                }
            };
        }
    }
}

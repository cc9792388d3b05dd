package io.breakwater.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.TestUpstream;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of identity while Redis, and with it auth-service, can't be asked. */
class RedisAwayIT {

    private Door door;
    private TestUpstream core;

    @BeforeEach
    void open() {
        door = Door.open("gateway.sessions.renew-after=1s");
        core = TestUpstream.named("core");
        door.instances("core-api", core.port());
        door.awaitInstances("core-api", 1);
    }

    @AfterEach
    void close() {
        door.close();
        core.close();
    }

    @Test
    void aKeptAnswerServesUntilItExpiresThenItIsA503AndNeverA401() {
        door.sessions().internalTokensLive(Duration.ofSeconds(6));
        String token = door.sessions().aSession();
        assertThat(orders(token).statusCode()).isEqualTo(200);

        door.redisWire().cut();
        door.sessions().authService().answerWith(request -> request.reply(503, "{}"));

        assertThat(orders(token).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<String> answer = orders(token);
            assertThat(answer.statusCode()).isIn(200, 503);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("/problems/identity-unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
        assertThat(door.get("/api/products", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);

        door.redisWire().mend();
        door.sessions().authService().answerWith(door.sessions()::answer);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(orders(token).statusCode()).isEqualTo(200));
        door.sessions().end(token);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(orders(token).statusCode()).isEqualTo(401));
    }

    @Test
    void aBlipOfRedisAloneFailsNobody() {
        String fresh = door.sessions().aSession();
        door.redisWire().cut();

        assertThat(orders(fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenIsRenewedBesideTheRequestThatUsesIt() {
        String token = door.sessions().aSession();
        orders(token);
        int asked = door.sessions().authService().seen().size();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(orders(token).statusCode()).isEqualTo(200);
            assertThat(door.sessions().authService().seen()).hasSizeGreaterThan(asked);
        });
    }

    private HttpResponse<String> orders(String token) {
        return door.get("/api/orders", "Authorization", "Bearer " + token);
    }
}

package io.breakwater.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the gateway hears when a session ends before its time. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SessionEndedIT {

    @LocalServerPort
    private int port;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private RedisClient redis;
    private AuthClient auth;

    @BeforeEach
    void listen() {
        auth = new AuthClient(port);
        redis = RedisClient.create(RedisURI.create("127.0.0.1", TestServers.redis()));
        var connection = redis.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
                heard.add(message);
            }
        });
        connection.sync().subscribe("session:ended");
    }

    @AfterEach
    void close() {
        redis.shutdown();
    }

    @Test
    void tellsOfALogOutOnceAndAfterTheDeletion() {
        String email = auth.aVerifiedAddress();
        String ended = auth.aSession(email);
        String other = auth.aSession(email);
        String bearer = auth.bearer(ended);

        auth.postText("/api/auth/logout", "", "Authorization", bearer);
        auth.postText("/api/auth/logout", "", "Authorization", bearer);
        auth.postText("/api/auth/logout", "", "Authorization", auth.bearer(other));

        await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() >= 2);
        assertThat(heard).containsExactly(AuthClient.hash(ended), AuthClient.hash(other));
    }

    @Test
    void tellsOfTheSessionThatATwentyFirstLogInEnds() {
        String email = auth.aVerifiedAddress();

        List<String> tokens =
                IntStream.range(0, 21).mapToObj(i -> auth.aSession(email)).toList();

        await().atMost(Duration.ofSeconds(20)).until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(AuthClient.hash(tokens.getFirst()));
    }
}

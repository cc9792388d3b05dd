package io.breakwater.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.breakwater.auth.MovableClock;
import io.breakwater.auth.token.SigningKey.State;
import io.breakwater.platform.ids.IdGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RotateKeysIT {

    @Autowired
    private SigningKeyRepository keys;

    @Autowired
    private KeyCipher cipher;

    @Autowired
    private KeySettings settings;

    @Autowired
    private IdGenerator ids;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RotateKeys scheduled;

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));

    @BeforeEach
    void forgetKeys() {
        jdbc.sql("DELETE FROM signing_key").update();
    }

    @Test
    void makesOneKeyThoughReplicasStartAtOnce() throws InterruptedException {
        Callable<Boolean> start = () -> {
            scheduled.run();
            return true;
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads
                            .invokeAll(
                                    IntStream.range(0, 6).mapToObj(i -> start).toList())
                            .stream()
                            .map(Future::resultNow))
                    .containsOnly(true);
        }

        assertThat(keys.list()).singleElement().matches(key -> key.is(State.SIGNING));
    }

    @Test
    void publishesAKeyBeforeItSignsAndUntilItsLastTokenIsDead() {
        rotate();
        String first = kid(State.SIGNING);

        clock.move(settings.rotation().minus(settings.lead()).minusSeconds(1));
        rotate();
        assertThat(states()).containsExactly(State.SIGNING);

        clock.move(Duration.ofSeconds(1));
        rotate();
        assertThat(states()).containsExactly(State.SIGNING, State.PUBLISHED);
        String second = kid(State.PUBLISHED);
        assertThat(published()).containsExactly(first, second);
        assertThat(kid(State.SIGNING)).isEqualTo(first);

        clock.move(settings.lead().minusSeconds(1));
        rotate();
        assertThat(kid(State.SIGNING)).isEqualTo(first);

        clock.move(Duration.ofSeconds(1));
        rotate();
        assertThat(kid(State.SIGNING)).isEqualTo(second);
        assertThat(published()).containsExactly(first, second);

        clock.move(settings.grace().minusSeconds(1));
        rotate();
        assertThat(published()).containsExactly(first, second);

        clock.move(Duration.ofSeconds(1));
        rotate();
        assertThat(published()).containsExactly(second);
    }

    @Test
    void keepsSigningByAnOldViewUntilItsKeyCouldBeGone() {
        rotate();
        SigningKeys view = new SigningKeys(keys, scheduled, cipher, settings, clock);
        assertThat(view.find()).isEmpty();
        view.reload();

        clock.move(settings.viewLife().minusSeconds(1));
        assertThat(view.find()).isPresent();

        clock.move(Duration.ofSeconds(1));
        assertThat(view.find()).isEmpty();
    }

    private void rotate() {
        RotateKeys rotation = new RotateKeys(keys, cipher, settings, ids, clock);
        transaction.executeWithoutResult(status -> rotation.run());
    }

    private List<State> states() {
        return keys.list().stream().map(SigningKey::state).toList();
    }

    private String kid(State state) {
        return keys.list().stream()
                .filter(key -> key.is(state))
                .findFirst()
                .orElseThrow()
                .kid();
    }

    private List<String> published() {
        SigningKeys view = new SigningKeys(keys, scheduled, cipher, settings, clock);
        view.reload();
        return view.find().orElseThrow().published().getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }
}

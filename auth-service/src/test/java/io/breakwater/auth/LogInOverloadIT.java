package io.breakwater.auth;

import static io.breakwater.auth.AuthClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.auth.AuthClient.Answer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"auth.passwords.concurrency=2", "auth.passwords.max-wait=50ms"})
class LogInOverloadIT {

    @LocalServerPort
    private int port;

    @Test
    void answersEachOfFiftyLogInsAtOnceWithASessionOrARefusal() throws InterruptedException {
        AuthClient auth = new AuthClient(port);
        String email = auth.aVerifiedAddress();
        Callable<Answer> logIn = () -> auth.logIn(email, PASSWORD);

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads
                    .invokeAll(IntStream.range(0, 50).mapToObj(i -> logIn).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers.stream().map(Answer::status).distinct()).containsExactlyInAnyOrder(200, 503);
        assertThat(answers.stream().filter(answer -> answer.status() == 503)).allSatisfy(answer -> {
            assertThat(answer.problem()).isEqualTo("overloaded");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        assertThat(auth.logIn(email, PASSWORD).status()).isEqualTo(200);
    }
}

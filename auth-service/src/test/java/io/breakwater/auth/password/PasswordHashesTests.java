package io.breakwater.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.ids.Tokens;
import io.breakwater.platform.web.ApiProblem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class PasswordHashesTests {

    private final PasswordHashes passwords = hashes(new PasswordSettings(0, Duration.ofSeconds(30)));

    @Test
    void hashesWithTheParametersOfOwasp() {
        assertThat(passwords.hash("a password")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void verifiesThePasswordAndNoOther() {
        Optional<String> hash = Optional.of(passwords.hash("a password"));

        assertThat(passwords.verify("a password", hash).matches()).isTrue();
        assertThat(passwords.verify("another one", hash).matches()).isFalse();
    }

    @Test
    void verifiesNothingForAnUnknownAddress() {
        assertThat(passwords.verify("a password", Optional.empty()).matches()).isFalse();
    }

    @Test
    void upgradesAWeakerHashOnlyWhenThePasswordIsRight() {
        Optional<String> weak = Optional.of(new Argon2PasswordEncoder(16, 32, 1, 4096, 1).encode("a password"));

        String upgraded = passwords.verify("a password", weak).upgraded();

        assertThat(upgraded).contains("m=19456");
        assertThat(passwords.verify("a password", Optional.of(upgraded)).upgraded())
                .isNull();
        assertThat(passwords.verify("another one", weak).upgraded()).isNull();
    }

    @Test
    void refusesWithRetryAfterWhenTheBulkheadIsFull() throws InterruptedException {
        PasswordHashes one = hashes(new PasswordSettings(1, Duration.ZERO));
        Callable<String> hash = () -> one.hash("a password");

        List<Future<String>> tries;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tries = threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> hash).toList());
        }

        List<ApiProblem> refusals = tries.stream()
                .filter(each -> each.state() == Future.State.FAILED)
                .map(each -> (ApiProblem) each.exceptionNow())
                .toList();
        assertThat(refusals).isNotEmpty().hasSizeLessThan(16).allSatisfy(refusal -> {
            assertThat(refusal.slug()).isEqualTo("overloaded");
            assertThat(refusal.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        });
    }

    private static PasswordHashes hashes(PasswordSettings settings) {
        return new PasswordHashes(settings, new Tokens(new SecureRandom()));
    }
}

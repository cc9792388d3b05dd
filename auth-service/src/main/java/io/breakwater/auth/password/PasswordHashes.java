package io.breakwater.auth.password;

import io.breakwater.platform.ids.Tokens;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.ProblemType;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and verifies passwords, at most as many at once as there are cores. Where the bulkhead stays full, the call is
 * refused with 503 {@code overloaded}: it is the same answer for every caller, so it is made here. Never called inside a
 * transaction, which would hold a connection for the time of a hash.
 */
@Component
public class PasswordHashes implements AutoCloseable {

    // OWASP's recommendation for Argon2id (Password Storage Cheat Sheet); Spring's preset of 16 MiB is below it.
    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    // 128 bits are enough to make each salt unique; 256 bits of hash (RFC 9106, section 4).
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    // A full bulkhead of one hash per core (some 50 ms each) has emptied by then.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KIB, ITERATIONS);
    private final Bulkhead bulkhead;
    // A hash on a virtual thread would keep its carrier, one per core, and with them every other request. The system
    // shares
    // the cores out fairly among platform threads. As many as the bulkhead lets in, so that none ever queues here.
    private final ExecutorService threads;
    private final String nobodysHash;

    PasswordHashes(PasswordSettings settings, Tokens tokens) {
        threads = Executors.newFixedThreadPool(
                settings.hashesAtOnce(),
                Thread.ofPlatform().name("passwords-", 1).daemon().factory());
        bulkhead = Bulkhead.of(
                "passwords",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.hashesAtOnce())
                        .maxWaitDuration(settings.maxWait())
                        .build());
        nobodysHash = encode(tokens.mint());
    }

    public String hash(String password) {
        return inBulkhead(() -> encode(password));
    }

    /** An unknown address costs a hash too: an answer's timing doesn't tell who has an account. */
    public Verification verify(String password, Optional<String> hash) {
        return inBulkhead(() -> {
            boolean matches = encoder.matches(password, hash.orElse(nobodysHash)) && hash.isPresent();
            return matches && encoder.upgradeEncoding(hash.get())
                    ? new Verification(true, encode(password))
                    : new Verification(matches, null);
        });
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private <T> T inBulkhead(Supplier<T> hashing) {
        try {
            return bulkhead.executeSupplier(() -> onItsThread(hashing));
        } catch (BulkheadFullException full) {
            throw ApiProblem.of(ProblemType.OVERLOADED, "Too many passwords are being checked. Try again shortly.")
                    .withRetryAfter(RETRY_AFTER);
        }
    }

    private <T> T onItsThread(Supplier<T> hashing) {
        try {
            return threads.submit(hashing::get).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a password was hashed", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A password can't be hashed", failure.getCause());
        }
    }

    @Override
    public void close() {
        threads.close();
    }

    /**
     * What became of a log-in's password.
     *
     * @param upgraded a hash by today's parameters, where the stored one is weaker; else null
     */
    public record Verification(boolean matches, @Nullable String upgraded) {}
}

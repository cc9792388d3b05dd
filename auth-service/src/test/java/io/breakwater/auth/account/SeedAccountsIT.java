package io.breakwater.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.auth.account.SeedSettings.SeedAccount;
import io.breakwater.auth.password.PasswordHashes;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.testing.KafkaRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "auth.seed.accounts[0].email=Seeded@example.org",
            "auth.seed.accounts[0].name=Seeded",
            "auth.seed.accounts[0].password=first password",
            "auth.seed.accounts[0].roles=customer,admin"
        })
class SeedAccountsIT {

    @Autowired
    private AccountRepository accounts;

    @Autowired
    private OpenAccount openAccount;

    @Autowired
    private PasswordHashes passwords;

    @Autowired
    private IdGenerator ids;

    @Autowired
    private Clock clock;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void opensTheAccountsOfTheSettingsAtStart() {
        Account account = accounts.find(new EmailAddress("seeded@example.org")).orElseThrow();

        assertThat(account.roles()).containsExactly("customer", "admin");
        assertThat(passwords
                        .verify("first password", Optional.of(account.passwordHash()))
                        .matches())
                .isTrue();
        assertIsToldOnce("Seeded@example.org");
    }

    @Test
    void leavesAnAccountAloneWhateverTheSettingsSayLater() {
        String email = "kept-" + UUID.randomUUID() + "@example.org";
        seeding(email, "first password").run(new DefaultApplicationArguments());
        Account before = accounts.find(new EmailAddress(email)).orElseThrow();

        seeding(email, "second password").run(new DefaultApplicationArguments());

        assertThat(accounts.find(new EmailAddress(email))).contains(before);
    }

    @Test
    void opensAnAccountOnceThoughReplicasStartAtOnce() throws InterruptedException {
        String email = "raced-" + UUID.randomUUID() + "@example.org";
        Callable<Boolean> start = () -> {
            seeding(email, "first password").run(new DefaultApplicationArguments());
            return true;
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads
                            .invokeAll(
                                    IntStream.range(0, 4).mapToObj(i -> start).toList())
                            .stream()
                            .map(Future::resultNow))
                    .containsOnly(true);
        }

        assertIsToldOnce(email);
    }

    private static void assertIsToldOnce(String email) {
        // A second one would have been written in the same moment, and is never far behind.
        try (var records = new KafkaRecords()) {
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> records.in("users.v1").stream()
                                    .filter(event -> event.value().contains("\"" + email + "\""))
                                    .count()
                            == 1);
        }
    }

    private SeedAccounts seeding(String email, String password) {
        SeedAccount seed = new SeedAccount(email, "Kept", password, List.of("customer"));
        return new SeedAccounts(
                new SeedSettings(Map.of("kept", seed)), accounts, openAccount, passwords, ids, clock, transaction);
    }
}

package io.breakwater.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.auth.MovableClock;
import io.breakwater.auth.account.EmailAddress;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.ids.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RegistrationCleanUpIT {

    // Far ahead: the running clean-up, by the real clock, finds nothing of this too old.
    private static final Instant START = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration LIFE = Duration.ofHours(24);

    @Autowired
    private RegistrationRepository registrations;

    @Autowired
    private IdGenerator ids;

    private final MovableClock clock = new MovableClock(START);

    @Test
    void deletesWhatIsExpiredInBatchesAndNothingElse() {
        IntStream.range(0, 501).forEach(i -> aMailedRegistration(START));
        Registration younger = aMailedRegistration(START.plusSeconds(1));
        Registration unmailed = aRegistration();
        clock.move(LIFE);

        int deleted = new RegistrationCleanUp(registrations, clock).run();

        assertThat(deleted).as("with what other tests left").isGreaterThanOrEqualTo(501);
        assertThat(registrations.find(younger.id())).isPresent();
        assertThat(registrations.find(unmailed.id())).isPresent();
        registrations.delete(younger.id());
        registrations.delete(unmailed.id());
    }

    @Test
    void refusesATokenFromTheMomentThatItIsTooOld() {
        Registration registration = aMailedRegistration(START);
        String hash = Tokens.sha256Hex(registration.id().toString());

        assertThat(registrations.findByToken(hash, START.plus(LIFE).minus(1, ChronoUnit.MILLIS)))
                .isPresent();
        assertThat(registrations.findByToken(hash, START.plus(LIFE))).isEmpty();
        registrations.delete(registration.id());
    }

    private Registration aMailedRegistration(Instant mailedAt) {
        Registration registration = aRegistration();
        String hash = Tokens.sha256Hex(registration.id().toString());
        assertThat(registrations.addToken(registration.id(), hash, mailedAt, mailedAt.plus(LIFE)))
                .isTrue();
        return registration;
    }

    private Registration aRegistration() {
        var id = ids.next();
        Registration registration =
                new Registration(id, new EmailAddress("old-" + id + "@example.org"), "Old", "hash", START);
        registrations.add(registration);
        return registration;
    }
}

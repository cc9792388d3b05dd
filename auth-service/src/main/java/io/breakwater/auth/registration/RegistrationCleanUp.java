package io.breakwater.auth.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets registrations whose tokens are all too old, and with them the names and addresses of people who never came. */
@Component
class RegistrationCleanUp {

    private static final Logger log = LoggerFactory.getLogger(RegistrationCleanUp.class);

    // Short transactions: 500 rows with their tokens go in some 10 ms.
    private static final int BATCH = 500;
    // 10,000 rows a minute are more than registrations can come in; the next run takes what is left.
    private static final int BATCHES_PER_RUN = 20;

    private final RegistrationRepository registrations;
    private final Clock clock;

    RegistrationCleanUp(RegistrationRepository registrations, Clock clock) {
        this.registrations = registrations;
        this.clock = clock;
    }

    // An expired token is refused by its time; the row's deletion is not urgent.
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    int run() {
        Instant now = clock.instant();
        int deleted = 0;
        for (int batch = 0; batch < BATCHES_PER_RUN; batch++) {
            int count = registrations.deleteExpired(now, BATCH);
            deleted += count;
            if (count < BATCH) {
                break;
            }
        }
        if (deleted > 0) {
            log.info("{} expired registrations deleted", deleted);
        }
        return deleted;
    }
}

package io.breakwater.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.notifications.money.Money;
import io.breakwater.notifications.notification.NotificationData;
import io.breakwater.notifications.notification.NotificationFeed;
import io.breakwater.notifications.notification.NotificationType;
import io.breakwater.notifications.notification.TellUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

/** What every stream rests on: nobody ever sees a number before all the numbers below it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class NotificationFeedIT {

    private static final int WRITERS = 4;
    private static final int EACH = 50;

    private final UUID userId = UUID.randomUUID();

    @Autowired
    private TellUser tellUser;

    @Autowired
    private NotificationFeed feed;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void concurrentWritersCommitInTheOrderOfTheirNumbers() throws InterruptedException, ExecutionException {
        List<Future<?>> writers = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                long seed = writer;
                writers.add(executor.submit(() -> write(new Random(seed))));
            }

            // One page may take in the middle of commits; a cursor never goes back for what it has passed.
            while (seen.size() < committed() && !Thread.currentThread().isInterrupted()) {
                long cursor = seen.isEmpty() ? 0 : seen.getLast();
                feed.after(userId, cursor, 7).forEach(told -> seen.add(told.sequence()));
                if (writers.stream().anyMatch(writer -> writer.state() == Future.State.FAILED)) {
                    break;
                }
            }
        }

        for (Future<?> writer : writers) {
            writer.get();
        }
        assertThat(seen)
                .isEqualTo(LongStream.rangeClosed(1, committed()).boxed().toList());
    }

    /** Some transactions dawdle between taking their number and the commit, some roll back and give it up. */
    private void write(Random random) {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < EACH; i++) {
            boolean rollsBack = i % 10 == 9;
            int dawdleMillis = random.nextInt(4);
            transaction.executeWithoutResult(status -> {
                tellUser.tell(UUID.randomUUID(), userId, NotificationType.ORDER_PLACED, data());
                try {
                    never.await(dawdleMillis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (rollsBack) {
                    status.setRollbackOnly();
                }
            });
        }
    }

    private static long committed() {
        return WRITERS * EACH * 9 / 10;
    }

    private static NotificationData data() {
        return new NotificationData(UUID.randomUUID(), "PENDING_PAYMENT", new Money(1999, "EUR"), null, null);
    }
}

package io.breakwater.core.order;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * No order is left without an end: asks payments-service for the outcome of what has waited long, again and again. All
 * replicas do so; each row is in one's hands at a time.
 */
@Component
class AskForPayments {

    private static final Logger log = LoggerFactory.getLogger(AskForPayments.class);

    // A transaction of some 50 ms.
    private static final int BATCH = 100;
    // 1,000 a run, and so about 1,000/s an instance: more orders than it can take in. The next run goes on.
    private static final int BATCHES_PER_RUN = 10;

    private final OrderRepository orders;
    private final OrderEvents events;
    private final OrderSettings settings;
    private final Clock clock;
    private final TransactionTemplate transactions;

    AskForPayments(
            OrderRepository orders,
            OrderEvents events,
            OrderSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.orders = orders;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    // An index of waiting orders only: looking costs next to nothing, and a second more is nothing beside 30.
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void run() {
        int asked = 0;
        for (int batch = 0; batch < BATCHES_PER_RUN; batch++) {
            int count = transactions.execute(status -> askForSome());
            asked += count;
            if (count < BATCH) {
                break;
            }
        }
        if (asked > 0) {
            log.info("Asked for the payments of {} orders that wait", asked);
        }
    }

    private int askForSome() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<OrderRepository.Waiting> waiting = orders.postpone(now, now.plus(settings.askEvery()), BATCH);
        waiting.forEach(order -> events.paymentStatusRequested(order.id(), order.userId(), order.version(), now));
        return waiting.size();
    }
}

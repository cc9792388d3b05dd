package io.breakwater.platform.idempotency;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Deletes what is kept no longer; replicas share the work, because each skips the rows that another has locked. */
final class ExpiredAnswers {

    private static final Logger log = LoggerFactory.getLogger(ExpiredAnswers.class);

    // About 10 ms of deleting: no lock is held for long.
    private static final int BATCH = 1_000;
    // 100,000 rows a run, some 160 a second: more than a replica takes in. What is left waits for the next run.
    private static final int BATCHES = 100;
    // Rows are kept for days; ten minutes more don't matter.
    private static final long EVERY_MINUTES = 10;

    private final StoredAnswerRepository answers;

    ExpiredAnswers(StoredAnswerRepository answers) {
        this.answers = answers;
    }

    @Scheduled(initialDelay = EVERY_MINUTES, fixedDelay = EVERY_MINUTES, timeUnit = TimeUnit.MINUTES)
    void delete() {
        int total = 0;
        int deleted = BATCH;
        for (int batch = 0; batch < BATCHES && deleted == BATCH; batch++) {
            deleted = answers.deleteExpired(BATCH);
            total += deleted;
        }
        if (total > 0) {
            log.info("Deleted {} stored answers that are older than {}", total, StoredAnswerRepository.KEPT);
        }
    }
}

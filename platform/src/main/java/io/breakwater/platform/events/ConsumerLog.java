package io.breakwater.platform.events;

import io.breakwater.platform.telemetry.OutageLog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/**
 * What the consumers of a group say of failures, in the place of Spring Kafka, which writes an ERROR with a stack trace
 * for every try and every lost commit: thousands, while the database or the broker is away.
 */
final class ConsumerLog implements RetryListener {

    private static final Logger log = LoggerFactory.getLogger(ConsumerLog.class);

    private final OutageLog handling;
    private final OutageLog committing;

    ConsumerLog(String group) {
        this.handling = new OutageLog(log, "The listeners of " + group);
        this.committing = new OutageLog(log, "The commits of offsets of " + group);
    }

    void handled() {
        handling.succeeded();
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> message, @Nullable Exception failure, int attempt) {
        if (failure == null || !handling.failed(failure)) {
            log.warn(
                    "{} {}-{} failed, attempt {}",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    attempt,
                    failure);
        }
    }

    @Override
    public void recovered(ConsumerRecord<?, ?> message, @Nullable Exception failure) {
        log.error(
                "{} {}-{} is at fault, and now a dead letter", message.topic(), message.partition(), message.offset());
    }

    /** A commit that gets lost costs a second delivery, which the inbox drops. */
    OffsetCommitCallback commits() {
        return (offsets, failure) -> {
            if (failure == null) {
                committing.succeeded();
            } else if (!committing.failed(failure)) {
                log.warn("Offsets {} were not committed", offsets, failure);
            }
        };
    }
}

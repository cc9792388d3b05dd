package io.breakwater.platform.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Sends a batch of rows, in waves: the first row of every aggregate, then the second of every one, and so on. Within a
 * wave all sends are in flight at once; a row is sent only when the one before it is acknowledged.
 *
 * <p>Handing all rows to an idempotent producer at once would not do: when it gives up on one batch, it renumbers those
 * behind it and delivers them (KIP-360), and a later row of a key would have passed an earlier one.
 */
final class OutboxPublisher {

    private final ProducerFactory<byte[], byte[]> producers;
    private final String source;

    OutboxPublisher(ProducerFactory<byte[], byte[]> producers, String source) {
        this.producers = producers;
        this.source = source;
    }

    /**
     * What became of a batch.
     *
     * @param published acknowledged by all replicas in sync
     * @param failed the oldest row of each aggregate whose send failed, with the cause
     */
    record Sent(List<OutboxRow> published, Map<OutboxRow, Throwable> failed) {}

    private record InFlight(OutboxRow row, Future<RecordMetadata> answer) {}

    /** @param held whether the leases still stand, as far as this process knows */
    Sent publish(List<OutboxRow> rows, BooleanSupplier held) throws InterruptedException {
        Sent sent = new Sent(new ArrayList<>(), new LinkedHashMap<>());
        Map<String, Throwable> deadTopics = new HashMap<>();
        Map<UUID, Throwable> failedAggregates = new HashMap<>();
        Producer<byte[], byte[]> producer = producers.createProducer();
        for (List<OutboxRow> wave : waves(rows)) {
            if (!held.getAsBoolean()) {
                // Whoever was frozen here may have lost everything meanwhile. What it sends all the same is a
                // duplicate.
                break;
            }
            List<InFlight> inFlight = new ArrayList<>();
            for (OutboxRow row : wave) {
                if (!failedAggregates.containsKey(row.aggregateId())) {
                    inFlight.add(new InFlight(row, send(producer, row, deadTopics)));
                }
            }
            for (InFlight one : inFlight) {
                try {
                    one.answer().get();
                    sent.published().add(one.row());
                } catch (ExecutionException e) {
                    failedAggregates.put(one.row().aggregateId(), e.getCause());
                    sent.failed().put(one.row(), e.getCause());
                }
            }
        }
        return sent;
    }

    private Future<RecordMetadata> send(
            Producer<byte[], byte[]> producer, OutboxRow row, Map<String, Throwable> deadTopics) {
        Throwable dead = deadTopics.get(row.topic());
        if (dead != null) {
            return CompletableFuture.failedFuture(dead);
        }
        Future<RecordMetadata> answer;
        try {
            // Inside the stored origin: an agent that instruments the producer replaces any traceparent header by the
            // context that is current around the send.
            answer = row.origin().call(() -> producer.send(CloudEvents.message(row, source)));
        } catch (KafkaException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        // A topic without metadata holds each send for max.block.ms: once a batch is enough.
        if (answer.state() == Future.State.FAILED && answer.exceptionNow() instanceof TimeoutException timeout) {
            deadTopics.put(row.topic(), timeout);
        }
        return answer;
    }

    private static List<List<OutboxRow>> waves(List<OutboxRow> rows) {
        List<List<OutboxRow>> waves = new ArrayList<>();
        Map<UUID, Integer> rowsOf = new HashMap<>();
        for (OutboxRow row : rows) {
            int wave = rowsOf.merge(row.aggregateId(), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(row);
        }
        return waves;
    }
}

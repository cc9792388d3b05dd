package io.breakwater.platform.events;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How many messages of the partitions that this instance has wait to be handled: summed over the instances, what the group
 * is behind. The broker is asked, not the consumer, whose own figure stands still when it does.
 */
final class ConsumerLag implements MeterBinder {

    private final EventConsumers consumers;
    private final EventsKafka kafka;
    private final String group;
    private volatile Map<String, Long> behind = Map.of();

    ConsumerLag(EventConsumers consumers, EventsKafka kafka, String group) {
        this.consumers = consumers;
        this.kafka = kafka;
        this.group = group;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (String topic : consumers.topics()) {
            Gauge.builder("breakwater.consumer.lag", this, it -> it.behind.getOrDefault(topic, 0L))
                    .description("Messages that wait to be handled by this instance")
                    .tag("topic", topic)
                    .register(meters);
        }
    }

    /** @throws KafkaException where the broker doesn't answer; then the last figures stay */
    void measure() {
        Set<TopicPartition> mine = consumers.assigned();
        behind = mine.isEmpty() ? Map.of() : behind(mine);
    }

    private Map<String, Long> behind(Set<TopicPartition> mine) {
        Admin admin = kafka.admin();
        try {
            Map<TopicPartition, OffsetAndMetadata> handled = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                            mine.stream().collect(Collectors.toMap(it -> it, it -> OffsetSpec.latest())))
                    .all()
                    .get();
            Map<String, Long> sums = new HashMap<>();
            ends.forEach((partition, end) -> {
                // Never committed: nothing of it was handled, and we begin at the beginning.
                OffsetAndMetadata next = handled.get(partition);
                long waiting = end.offset() - (next == null ? 0 : next.offset());
                sums.merge(partition.topic(), Math.max(0, waiting), Long::sum);
            });
            return Map.copyOf(sums);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return behind;
        } catch (ExecutionException e) {
            throw new KafkaException("The broker did not tell how far it is", e.getCause());
        }
    }
}

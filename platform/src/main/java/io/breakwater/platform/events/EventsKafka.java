package io.breakwater.platform.events;

import io.breakwater.platform.drain.DrainTimes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/**
 * The Kafka clients of the events, on top of {@code spring.kafka.*}. Both sides speak bytes only: what can't be read is
 * found out where the message is handled, and a dead letter is the very bytes that came.
 */
final class EventsKafka implements DisposableBean {

    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final DefaultKafkaConsumerFactory<byte[], byte[]> consumers;
    private final Map<String, Object> adminSettings;
    private @Nullable Admin admin;

    EventsKafka(KafkaProperties properties, KafkaConnectionDetails broker, String application) {
        Map<String, Object> producer = properties.buildProducerProperties();
        producer.putAll(producerSettings());
        producer.putAll(whileNoBrokerIsThere());
        producer.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                broker.getProducer().getBootstrapServers());
        producer.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, application);
        this.producers = new DefaultKafkaProducerFactory<>(producer);
        this.producers.setPhysicalCloseTimeout((int) DrainTimes.PRODUCER.toSeconds());
        Map<String, Object> consumer = properties.buildConsumerProperties();
        consumer.putAll(consumerSettings());
        consumer.putAll(whileNoBrokerIsThere());
        consumer.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                broker.getConsumer().getBootstrapServers());
        this.consumers = new DefaultKafkaConsumerFactory<>(consumer);
        this.adminSettings = properties.buildAdminProperties();
        adminSettings.putAll(whileNoBrokerIsThere());
        // It is asked for figures, for people: one that doesn't come in 3 s comes the next time.
        adminSettings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        adminSettings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
        adminSettings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.getAdmin().getBootstrapServers());
    }

    ProducerFactory<byte[], byte[]> producers() {
        return producers;
    }

    ConsumerFactory<byte[], byte[]> consumers() {
        return consumers;
    }

    KafkaTemplate<byte[], byte[]> template() {
        return new KafkaTemplate<>(producers);
    }

    /** Made at its first use: it connects at once. */
    synchronized Admin admin() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(adminSettings);
            admin = current;
        }
        return current;
    }

    private static Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A wave is handed over at once; waiting for more would only add latency.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A broker that doesn't answer in 3 s is tried again, over another connection.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        // Below the relay's lease of 10 s: what it handed over has failed or succeeded before another relay takes over.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        // A topic without metadata holds the relay this long, once a batch.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        return settings;
    }

    private static Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // Two members of one classic group that leave together can hang for 20 s.
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        // A new group must see what was said before it: with "latest", events from before its first poll are lost.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A poll's records take 50 × 5 s (the transaction's time-out) at the very worst, plus the longest pause of 5 s:
        // beyond 5 min the consumer is stuck, and loses its partitions. A dead one is noticed by its heartbeats.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000);
        // A topic that is created after us is found within this time.
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
        return settings;
    }

    private static Map<String, Object> whileNoBrokerIsThere() {
        Map<String, Object> settings = new HashMap<>();
        // A broker that is back is found within a second.
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        // By default the consumer goes back to its bootstrap list at every poll, with a line each: 5,000 a second were
        // measured. Brokers come back under the names that they had.
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        return settings;
    }

    /** After every lifecycle phase: the relay's flush has gone through by then. */
    @Override
    public synchronized void destroy() {
        if (admin != null) {
            admin.close(DrainTimes.PRODUCER);
        }
        producers.destroy();
    }
}

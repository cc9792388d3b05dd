package io.breakwater.platform.events;

import io.breakwater.platform.drain.DrainTimes;
import io.breakwater.platform.telemetry.Origin;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * The Kafka containers: one per listener, and one that stores the group's own dead letters. Retries block their
 * partition, because retry topics would lose the order of a key.
 */
final class EventConsumers implements SmartLifecycle {

    /** How often a message is tried before it is held to be at fault. */
    static final int TRIES = 3;

    static final String CAUSE = "x-dead-letter-cause";

    // Short: a message that is at fault holds its partition meanwhile.
    private static final long BETWEEN_TRIES_MILLIS = 200;
    // While something is away. Well below max.poll.interval.ms, so that a waiting consumer stays in its group.
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final List<EventListener> listeners;
    private final ConsumerFactory<byte[], byte[]> consumers;
    private final KafkaOperations<byte[], byte[]> deadLetterTopics;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final String group;
    private final int concurrency;
    private final Consumer<String> overran;
    private final ConsumerLog tells;
    private final List<AbstractMessageListenerContainer<byte[], byte[]>> containers = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    EventConsumers(
            List<EventListener> listeners,
            EventsKafka kafka,
            Inbox inbox,
            DeadLetters deadLetters,
            String group,
            int concurrency,
            Consumer<String> overran) {
        this.listeners = listeners;
        this.consumers = kafka.consumers();
        this.deadLetterTopics = kafka.template();
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.group = group;
        this.concurrency = concurrency;
        this.overran = overran;
        this.tells = new ConsumerLog(group);
    }

    @Override
    public void start() {
        if (!listeners.isEmpty()) {
            for (EventListener listener : listeners) {
                containers.add(container(
                        group,
                        concurrency,
                        (ConsumerRecord<byte[], byte[]> message) -> deliver(message, listener),
                        messageFaultsToDeadLetters(),
                        listener.topic()));
            }
            String[] topics = listeners.stream().map(this::deadLetterTopic).toArray(String[]::new);
            containers.add(container(group + ".dlt", 1, this::store, neverGivingUp(), topics));
        }
        containers.forEach(AbstractMessageListenerContainer::start);
        running = true;
    }

    /** What is listened to. */
    List<String> topics() {
        return listeners.stream().map(EventListener::topic).toList();
    }

    /** The partitions that this instance has, without those of dead letters. */
    Set<TopicPartition> assigned() {
        Set<String> topics = Set.copyOf(topics());
        return containers.stream()
                .map(AbstractMessageListenerContainer::getAssignedPartitions)
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
    }

    private void deliver(ConsumerRecord<byte[], byte[]> message, EventListener listener) {
        Origin origin = CloudEvents.origin(name -> CloudEvents.header(message.headers(), name));
        origin.call(() -> {
            Event event = CloudEvents.event(name -> CloudEvents.header(message.headers(), name), message.value());
            inbox.deliver(event, listener);
            tells.handled();
            return true;
        });
    }

    private void store(ConsumerRecord<byte[], byte[]> message) {
        deadLetters.store(DeadLetterMessage.read(message, group));
        tells.handled();
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            String groupId,
            int threads,
            MessageListener<byte[], byte[]> listener,
            CommonErrorHandler errors,
            String... topics) {
        ContainerProperties properties = new ContainerProperties(topics);
        properties.setGroupId(groupId);
        properties.setMessageListener(listener);
        // After each record, without waiting for the broker: a commit that gets lost costs a second delivery, which the
        // inbox drops.
        properties.setAckMode(ContainerProperties.AckMode.RECORD);
        properties.setSyncCommits(false);
        properties.setCommitCallback(tells.commits());
        // After the record in hand, not after the whole poll.
        properties.setStopImmediate(true);
        properties.setShutdownTimeout(DrainTimes.CONSUMERS.toMillis());
        // A topic that is not there yet is no reason not to start.
        properties.setMissingTopicsFatal(false);
        properties.setAuthExceptionRetryInterval(Duration.ofMillis(LONGEST_PAUSE_MILLIS));
        var executor = new VirtualThreadTaskExecutor("events-" + String.join("-", topics) + "-");
        properties.setListenerTaskExecutor(executor);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName("events-" + topics[0]);
        container.setConcurrency(threads);
        container.setCommonErrorHandler(errors);
        return container;
    }

    private CommonErrorHandler messageFaultsToDeadLetters() {
        var recoverer = new DeadLetterPublishingRecoverer(
                deadLetterTopics,
                (message, failure) -> new TopicPartition(deadLetterTopic(message.topic()), message.partition()));
        // If the broker doesn't take it, the record comes back and is tried again: it is never skipped.
        recoverer.setFailIfSendResultIsError(true);
        // A stack trace can be larger than the message, and make it too large.
        recoverer.excludeHeader(HeadersToAdd.EX_STACKTRACE);
        recoverer.addHeadersFunction((message, failure) -> DeadLetterMessage.causeHeaders(failure));
        var handler = new DefaultErrorHandler(recoverer, messageFault());
        handler.setBackOffFunction(
                (message, failure) -> Faults.infrastructure(failure) ? withoutEnd() : messageFault());
        return told(handler);
    }

    private CommonErrorHandler neverGivingUp() {
        var handler = new DefaultErrorHandler(
                (message, failure) -> {
                    // Unreachable, as the back-off has no end; if it ever is not, the record comes back.
                    throw new IllegalStateException("A dead letter must not be lost", failure);
                },
                withoutEnd());
        // No class of exception is beyond hope here.
        handler.setClassifications(Map.of(), true);
        return told(handler);
    }

    private CommonErrorHandler told(DefaultErrorHandler handler) {
        handler.setRetryListeners(tells);
        // Its own word for each try has a stack trace, and nothing that the other hasn't.
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    private static BackOff messageFault() {
        return new FixedBackOff(BETWEEN_TRIES_MILLIS, TRIES - 1L);
    }

    private static BackOff withoutEnd() {
        var backOff = new ExponentialBackOff(BETWEEN_TRIES_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_PAUSE_MILLIS);
        return backOff;
    }

    private String deadLetterTopic(String topic) {
        return topic + "." + group + ".dlt";
    }

    private String deadLetterTopic(EventListener listener) {
        return deadLetterTopic(listener.topic());
    }

    @Override
    public void stop() {
        CountDownLatch open = new CountDownLatch(containers.size());
        containers.forEach(container -> container.stop(open::countDown));
        try {
            if (!open.await(DrainTimes.CONSUMERS.toMillis(), TimeUnit.MILLISECONDS)) {
                overran.accept("a message in hand is left, it comes again to whoever has its partition next");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        containers.clear();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE;
    }
}

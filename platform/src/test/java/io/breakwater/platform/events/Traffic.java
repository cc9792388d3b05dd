package io.breakwater.platform.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.transaction.TransactionException;

/**
 * Use cases that change a handful of aggregates at random, some of them in vain: one transaction in eight is rolled back.
 * Each aggregate has a lock, as its row would have, held to the end of the transaction.
 */
final class Traffic {

    static final String ROLLED_BACK = "rolled back";

    private static final int WRITERS = 3;
    private static final int LONGEST_PAUSE_MILLIS = 20;

    private final OutboxUnderTest outbox;
    private final String topic;
    private final List<Aggregate> aggregates;
    private final List<Thread> writers = new ArrayList<>();
    private final Map<UUID, Long> backlog = new ConcurrentHashMap<>();
    private final AtomicInteger undone = new AtomicInteger();
    private volatile boolean running;

    Traffic(OutboxUnderTest outbox, String topic, int aggregates) {
        this.outbox = outbox;
        this.topic = topic;
        this.aggregates = Stream.generate(Aggregate::new).limit(aggregates).toList();
    }

    /** Leaves a backlog of other aggregates' events, which must be published too. */
    void backlog(int keys, int perKey) {
        List<UUID> others = Stream.generate(UUID::randomUUID).limit(keys).toList();
        outbox.backlog(topic, others, perKey);
        others.forEach(key -> backlog.put(key, (long) perKey));
    }

    Traffic start(Random random) {
        running = true;
        for (int writer = 0; writer < WRITERS; writer++) {
            Random own = new Random(random.nextLong());
            writers.add(Thread.ofVirtual().start(() -> {
                while (running) {
                    change(aggregates.get(own.nextInt(aggregates.size())), own.nextInt(8) == 0);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(own.nextInt(LONGEST_PAUSE_MILLIS)));
                }
            }));
        }
        return this;
    }

    void stop() throws InterruptedException {
        running = false;
        for (Thread writer : writers) {
            writer.join();
        }
        writers.clear();
    }

    /** What must be on the topic: the last version of each aggregate, and with it all before. */
    Map<UUID, Long> committed() {
        Map<UUID, Long> versions = new ConcurrentHashMap<>(backlog);
        aggregates.forEach(aggregate -> versions.put(aggregate.id, aggregate.version));
        return versions;
    }

    long events() {
        return aggregates.stream().mapToLong(aggregate -> aggregate.version).sum();
    }

    int undone() {
        return undone.get();
    }

    private void change(Aggregate aggregate, boolean inVain) {
        synchronized (aggregate) {
            long next = aggregate.version + 1;
            try {
                outbox.inTransaction(events -> {
                    Object data = inVain ? ROLLED_BACK : Map.of("version", next);
                    events.append(new OutboxEvent(topic, "Changed", aggregate.id, next, data));
                    if (inVain) {
                        throw new InVain();
                    }
                });
                aggregate.version = next;
            } catch (InVain expected) {
                undone.incrementAndGet();
            }
        }
    }

    private static final class Aggregate {
        private final UUID id = UUID.randomUUID();
        private volatile long version;
    }

    private static final class InVain extends TransactionException {
        private static final long serialVersionUID = 1L;

        InVain() {
            super("in vain");
        }
    }
}

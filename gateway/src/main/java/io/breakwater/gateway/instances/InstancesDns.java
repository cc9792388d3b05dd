package io.breakwater.gateway.instances;

import io.breakwater.gateway.instances.Instances.Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every name up before the door opens, and again once a second. Names don't wait for each other; one that doesn't
 * resolve keeps its last good list for a while. An instance that DNS no longer names gets no new request; what it holds ends.
 */
final class InstancesDns implements SmartLifecycle {

    /** Who starts everything at once starts us before some services have an address: the door opens all the same. */
    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(3);

    private final InstancesSettings settings;
    private final Instances instances;
    private final AddressLookup lookup;
    private final LongSupplier nanoTime;
    private final List<ResolvedName> names;
    private volatile @Nullable ScheduledExecutorService executor;

    InstancesDns(InstancesSettings settings, Instances instances, AddressLookup lookup, LongSupplier nanoTime) {
        this.settings = settings;
        this.instances = instances;
        this.lookup = lookup;
        this.nanoTime = nanoTime;
        this.names = settings.dns().entrySet().stream()
                .map(entry -> new ResolvedName(
                        entry.getKey(), entry.getValue(), settings.dnsKeep().toNanos()))
                .toList();
    }

    @Override
    public void start() {
        // One thread for all: it only takes answers over; the questions are asynchronous.
        ScheduledExecutorService taking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("instances").daemon().factory());
        executor = taking;
        List<CompletableFuture<?>> first = new ArrayList<>();
        names.forEach(name -> first.add(ask(name, taking)));
        // Either outcome is handled in ask; what has not come by then comes later.
        CompletableFuture.allOf(first.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, FIRST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Asks once and, when that has had its answer, again after the interval. */
    private CompletableFuture<Void> ask(ResolvedName name, ScheduledExecutorService taking) {
        return lookup.addresses(name.host())
                .<Void>handleAsync(
                        (found, failure) -> {
                            // First, so that nothing which goes wrong with this answer can end the questions.
                            long millis = settings.dnsInterval().toMillis();
                            Runnable again = () -> {
                                var _ = ask(name, taking);
                            };
                            var _ = taking.schedule(again, millis, TimeUnit.MILLISECONDS);
                            take(name, found, failure);
                            return null;
                        },
                        taking)
                .toCompletableFuture();
    }

    private void take(ResolvedName name, @Nullable List<InetAddress> found, @Nullable Throwable failure) {
        long now = nanoTime.getAsLong();
        List<Address> before = name.addresses();
        if (found == null || found.isEmpty()) {
            name.notFound(failure == null ? "it has no address" : failure.toString(), now);
        } else {
            name.found(found, now);
        }
        if (!before.equals(name.addresses())) {
            Map<String, List<Address>> all = new HashMap<>();
            names.forEach(each -> all.put(each.service(), each.addresses()));
            instances.replace(all);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService taking = executor;
        if (taking != null) {
            taking.shutdownNow();
            lookup.close();
            executor = null;
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    /** Before the web server starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}

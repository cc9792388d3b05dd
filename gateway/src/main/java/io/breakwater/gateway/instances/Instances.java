package io.breakwater.gateway.instances;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The instances of each service, and the choice among them: the one with fewer outstanding requests of two taken at random
 * (Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing"), which keeps away from a slow one without the herd
 * that "least of all" sends to a new one.
 */
public final class Instances {

    private final long avoidForNanos;
    private final long leaveForNanos;
    private final LongSupplier nanoTime;
    private final IntUnaryOperator random;
    private volatile Map<String, List<Instance>> byService = Map.of();

    Instances(InstancesSettings settings) {
        this(settings, System::nanoTime, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    Instances(InstancesSettings settings, LongSupplier nanoTime, IntUnaryOperator random) {
        this.avoidForNanos = settings.avoidFor().toNanos();
        this.leaveForNanos = settings.leaveFor().toNanos();
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * An instance for the next try.
     *
     * @param tried those that this request has failed on already, never chosen again
     * @return empty where no other is left; an avoided one where only such are left
     */
    public Optional<Instance> choose(String service, Set<Instance> tried) {
        List<Instance> all = list(service);
        if (all.size() == 1) {
            return tried.contains(all.getFirst()) ? Optional.empty() : Optional.of(all.getFirst());
        }
        long now = nanoTime.getAsLong();
        List<Instance> good = new ArrayList<>(all.size());
        List<Instance> avoided = new ArrayList<>(0);
        for (Instance instance : all) {
            if (!tried.contains(instance)) {
                (instance.avoided(now) ? avoided : good).add(instance);
            }
        }
        return lessBusyOfTwo(good.isEmpty() ? avoided : good);
    }

    /** Keeps away from one that failed, for a moment and as long as there are others. */
    public void avoid(Instance instance) {
        instance.avoidUntil(nanoTime.getAsLong() + avoidForNanos);
    }

    /**
     * Takes note of an answer. One that is no error and closes its connection is the announcement of a drain; Tomcat closes
     * after some errors too, so those say nothing. What is on its way there ends; nothing new follows while there are others.
     */
    public void answered(Instance instance, int status, @Nullable String connection) {
        if (status < 400 && "close".equalsIgnoreCase(connection)) {
            instance.avoidUntil(nanoTime.getAsLong() + leaveForNanos);
        }
    }

    public List<Instance> list(String service) {
        return byService.getOrDefault(service, List.of());
    }

    /** Takes over a new list; an instance that stays keeps its counts. */
    void replace(Map<String, List<Address>> addresses) {
        Map<String, List<Instance>> next = new HashMap<>();
        addresses.forEach((service, list) -> next.put(
                service,
                list.stream()
                        .distinct()
                        .map(address -> existing(service, address))
                        .toList()));
        byService = Map.copyOf(next);
    }

    private Instance existing(String service, Address address) {
        return list(service).stream()
                .filter(instance -> instance.isAt(address.host(), address.port()))
                .findFirst()
                .orElseGet(() -> new Instance(address.host(), address.port()));
    }

    private Optional<Instance> lessBusyOfTwo(List<Instance> candidates) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        int first = random.applyAsInt(candidates.size());
        if (candidates.size() == 1) {
            return Optional.of(candidates.getFirst());
        }
        // The second is another one: an index among the rest, moved past the first.
        int second = random.applyAsInt(candidates.size() - 1);
        Instance one = candidates.get(first);
        Instance other = candidates.get(second < first ? second : second + 1);
        return Optional.of(other.outstanding() < one.outstanding() ? other : one);
    }

    /** Where an instance listens. */
    record Address(String host, int port) {

        Address {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException("not an address: " + host + ":" + port);
            }
        }
    }
}

package io.breakwater.local.drill.stream;

import io.breakwater.local.drill.check.PeopleFacts.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What one listening customer has heard so far. Thread-safe. */
final class Ear {

    private final String name;
    private final UUID user;
    private final List<Long> heard = new ArrayList<>();
    private int told;
    private int cutOff;

    Ear(String name, UUID user) {
        this.name = name;
        this.user = user;
    }

    synchronized void notification(long sequence) {
        heard.add(sequence);
    }

    /** Where to go on from. */
    synchronized long latest() {
        return heard.isEmpty() ? 0 : heard.getLast();
    }

    /** @param announced whether it was told to come back, or just cut off */
    synchronized void ended(boolean announced) {
        if (announced) {
            told++;
        } else {
            cutOff++;
        }
    }

    synchronized int told() {
        return told;
    }

    synchronized int cutOff() {
        return cutOff;
    }

    synchronized Stream stream() {
        return new Stream(name, user, List.copyOf(heard));
    }
}

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
    private final List<String> cutOff = new ArrayList<>();

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

    /** It was told to come back. */
    synchronized void wasTold() {
        told++;
    }

    /**
     * It ended without a word.
     *
     * @param how for a person
     */
    synchronized void wasCutOff(String how) {
        cutOff.add(how);
    }

    synchronized int told() {
        return told;
    }

    /** How it was cut off, each time. */
    synchronized List<String> cutOff() {
        return List.copyOf(cutOff);
    }

    synchronized Stream stream() {
        return new Stream(name, user, List.copyOf(heard));
    }
}

package io.breakwater.local.drill;

import java.time.Duration;

/** One way to break it. */
interface Drill {

    /** As people type it. */
    String name();

    /** For people, before it begins. */
    String sentence();

    /** How long faults are put in where nobody says how long. */
    Duration usual();

    /** How many of each program it needs, so that others can take over. */
    int replicas();

    /** Whether people log in and read beside the orders, and listen to streams. */
    default boolean mixed() {
        return false;
    }

    /** Whether no request may fail. */
    default boolean strict() {
        return false;
    }

    /** Puts its faults in, one after the other, and returns when all are healed. */
    void faults(Scene scene) throws InterruptedException;
}

package io.breakwater.platform.drain;

import org.springframework.context.SmartLifecycle;

/**
 * The phases in which an instance stops; Spring stops the highest first. Between ours lie Spring Kafka's containers
 * ({@code Integer.MAX_VALUE - 100}) and Boot's web drain and web stop ({@code DEFAULT_PHASE - 1024} and {@code - 2048}).
 */
public final class DrainPhases {

    /** Readiness off, {@code Connection: close}, hold. Before everything else. */
    public static final int ANNOUNCE = SmartLifecycle.DEFAULT_PHASE;

    /** Right before Boot's web drain. */
    static final int DOOR = SmartLifecycle.DEFAULT_PHASE - 1000;

    /** After Boot's web drain, before its web stop: requests that are still there now are cut. */
    static final int REQUESTS_ENDED = SmartLifecycle.DEFAULT_PHASE - 1200;

    /** Workers finish the job in hand: after the last request, which may have added one. */
    public static final int WORKERS = SmartLifecycle.DEFAULT_PHASE - 3000;

    /** The relay publishes what requests, consumers and workers have committed. Pools and producer close after it. */
    public static final int RELAY = SmartLifecycle.DEFAULT_PHASE - 4000;

    private DrainPhases() {}
}

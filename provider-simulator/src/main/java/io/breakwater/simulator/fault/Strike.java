package io.breakwater.simulator.fault;

/** What the faults do to one call. The first four hit any call; the others only one that is executed, not replayed. */
public record Strike(
        long latencyMillis,
        long hangMillis,
        boolean rateLimited,
        boolean loseAnswer,
        boolean errorBefore,
        boolean errorAfter,
        boolean declined,
        boolean wrongAmount) {

    public static final Strike NONE = new Strike(0, 0, false, false, false, false, false, false);

    public long delayMillis() {
        return latencyMillis + hangMillis;
    }
}

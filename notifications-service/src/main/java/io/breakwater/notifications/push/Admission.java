package io.breakwater.notifications.push;

/** Whether a stream may open. */
sealed interface Admission {

    /** Whoever gets it has to serve the stream, or to close it. */
    record Admitted(LiveStream stream) implements Admission {}

    enum Refused implements Admission {
        USER_HAS_TOO_MANY,
        REPLICA_IS_FULL,
        DRAINING
    }
}

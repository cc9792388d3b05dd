package io.breakwater.platform.work;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of an attempt. It is recorded together with what {@code inTransaction} writes, in one transaction that is
 * rolled back where the claim was lost meanwhile.
 */
public sealed interface Outcome {

    /** What is written with the outcome. */
    Runnable inTransaction();

    /** The job is done: its row goes. */
    record Done(Runnable inTransaction) implements Outcome {}

    /** The job is tried again after a while. */
    record RetryIn(Duration pause, String reason, Runnable inTransaction) implements Outcome {}

    /** The job is tried again at a time. */
    record RetryAt(Instant due, String reason, Runnable inTransaction) implements Outcome {}

    /** The job can't be done: its row stays, for people. */
    record Failed(String reason, Runnable inTransaction) implements Outcome {}

    static Outcome done(Runnable inTransaction) {
        return new Done(inTransaction);
    }

    static Outcome done() {
        return new Done(() -> {});
    }

    static Outcome retryIn(Duration pause, String reason) {
        return new RetryIn(pause, reason, () -> {});
    }

    static Outcome retryIn(Duration pause, String reason, Runnable inTransaction) {
        return new RetryIn(pause, reason, inTransaction);
    }

    static Outcome retryAt(Instant due, String reason) {
        return new RetryAt(due, reason, () -> {});
    }

    static Outcome retryAt(Instant due, String reason, Runnable inTransaction) {
        return new RetryAt(due, reason, inTransaction);
    }

    static Outcome failed(String reason, Runnable inTransaction) {
        return new Failed(reason, inTransaction);
    }
}

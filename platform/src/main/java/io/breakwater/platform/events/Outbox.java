package io.breakwater.platform.events;

/** Where a use case leaves the facts that it commits; the relay publishes them, in order per aggregate. */
public interface Outbox {

    /**
     * Adds the event to the caller's transaction. Call it after the aggregate's row is locked or written: then the
     * order of rows per aggregate is the order of commits.
     *
     * @throws IllegalStateException without a transaction
     * @throws IllegalArgumentException for data that is larger than an event may be
     */
    void append(OutboxEvent event);
}

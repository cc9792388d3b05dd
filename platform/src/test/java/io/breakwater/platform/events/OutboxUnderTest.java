package io.breakwater.platform.events;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** An implementation of the port, with its relays, as {@link OutboxComplianceIT} sees it. */
interface OutboxUnderTest extends AutoCloseable {

    /** Runs it in a transaction, as a use case does; an exception rolls it back and comes out. */
    void inTransaction(Consumer<Outbox> useCase);

    /** Leaves as many committed events of each key as said, with versions from 1, in the order of the versions. */
    void backlog(String topic, List<UUID> keys, int perKey);

    /** Committed, and not known to be published. */
    long waiting();

    /** Keys whose next event the broker refuses as it is: the number that people are alerted by. */
    long stuck();

    /** A process of its own that publishes; several share the work. Returns when it runs. */
    RelayUnderTest startRelay();

    /** How long a dead relay's share rests, at most, before others take it over. */
    long takeOverSeconds();

    /** What the store has read, and what it has left to be cleaned up, since it was made. */
    Cost cost();

    /** Does what the store does by itself now and then to clean up. */
    void cleanUp();

    /** Does it while an old transaction is open, because of which nothing that is deleted can be cleaned up. */
    <T> T besideAnOldTransaction(Callable<T> action) throws Exception;

    @Override
    void close();

    /** A relay's process. */
    interface RelayUnderTest {

        void kill();

        void freeze();

        void thaw();

        /** Asks it to end, and waits. Returns the exit code. */
        int stop();
    }

    /**
     * What it cost so far.
     *
     * @param entriesRead rows and index entries of the events' store that were read, dead ones included
     * @param deadEvents deleted events that still take up room
     * @param deadOthers the same for everything else that the relays keep
     */
    record Cost(long entriesRead, long deadEvents, long deadOthers) {}
}

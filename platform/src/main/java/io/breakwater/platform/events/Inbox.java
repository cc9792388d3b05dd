package io.breakwater.platform.events;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives each event to its listener once: the row that remembers it and what the listener writes commit together. */
final class Inbox {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    /** @param transactions with a time-out */
    Inbox(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    void deliver(Event event, EventListener listener) {
        transactions.executeWithoutResult(status -> {
            if (remember(event, listener.topic())) {
                listener.on(event);
            }
        });
    }

    /**
     * Not check-then-act: a second delivery at the same time waits here for the first one's commit, and then finds the
     * row. If the first rolls back, its row goes too, and the second is the first.
     */
    private boolean remember(Event event, String topic) {
        return jdbc.sql("INSERT INTO inbox (event_id, topic) VALUES (:id, :topic) ON CONFLICT DO NOTHING")
                        .param("id", event.id())
                        .param("topic", topic)
                        .update()
                == 1;
    }
}

package io.breakwater.local.drill.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The topics as they are, and what of them arrived.
 *
 * @param events in the order of each partition's log
 * @param groups who consumes each topic
 * @param inboxes the event ids that each group has taken
 * @param deadLetters of the dead-letter topics and tables, a line each
 * @param leftovers what still waits after the quiescence: outbox rows, work, stuck aggregates, a line each
 */
public record EventFacts(
        List<Event> events,
        Map<String, List<String>> groups,
        Map<String, Set<UUID>> inboxes,
        List<String> deadLetters,
        List<String> leftovers) {

    public record Event(String topic, int partition, long offset, UUID id, String type, UUID aggregate, long version) {

        boolean ofOrder() {
            return topic.equals("orders.v1");
        }

        boolean ofPayment() {
            return topic.equals("payments.v1");
        }
    }
}

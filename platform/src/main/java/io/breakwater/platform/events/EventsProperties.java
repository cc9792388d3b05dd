package io.breakwater.platform.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The events' settings.
 *
 * @param poll how often the relay looks for what another instance committed: the floor of an event's latency
 * @param concurrency threads per listener and instance; they share the topic's 12 partitions with the other instances'
 * @param sample how often depth and age are measured, for all scrapes
 * @param keepInbox longer than the longest replay: a dead letter may come back for as long as it is kept
 * @param keepDeadLetters as long as the dead-letter topics keep them
 */
@ConfigurationProperties(value = "platform.events", ignoreUnknownFields = false)
record EventsProperties(
        @DefaultValue("100ms") Duration poll,
        @DefaultValue("2") int concurrency,
        @DefaultValue("5s") Duration sample,
        @DefaultValue("90d") Duration keepInbox,
        @DefaultValue("30d") Duration keepDeadLetters) {

    EventsProperties {
        if (keepInbox.compareTo(keepDeadLetters) <= 0) {
            throw new IllegalArgumentException("platform.events.keep-inbox must be longer than keep-dead-letters: "
                    + "a replayed event would be taken for a new one");
        }
    }
}

package io.breakwater.platform.events;

import java.util.UUID;

/**
 * A fact to publish. Id, time, source, request id and trace context are added by the outbox.
 *
 * @param topic a topic of contracts/topics.json
 * @param type the fact's name, as {@code ce_type}
 * @param aggregateVersion the aggregate's version after the change
 * @param data a record that the JSON mapper writes as the message's body
 */
public record OutboxEvent(String topic, String type, UUID aggregateId, long aggregateVersion, Object data) {}

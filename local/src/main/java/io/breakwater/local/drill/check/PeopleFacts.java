package io.breakwater.local.drill.check;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What reached people.
 *
 * @param sequences each user's last number, as the service counts
 * @param accounts ids of auth-service's accounts, and whether the drill made them
 * @param streams what the drill's open streams were told
 */
public record PeopleFacts(
        List<Notification> notifications,
        Map<UUID, Long> sequences,
        List<Mail> mails,
        Map<UUID, Boolean> accounts,
        List<Stream> streams) {

    public record Notification(UUID user, long sequence, String type, UUID order) {}

    /**
     * A mail about an order.
     *
     * @param order named in its subject
     */
    public record Mail(String address, String messageId, String subject, UUID order) {}

    /**
     * One client that came back whenever it was told to, or cut off.
     *
     * @param name e.g. "sse 1"
     * @param sequences in the order in which they came
     */
    public record Stream(String name, UUID user, List<Long> sequences) {}
}

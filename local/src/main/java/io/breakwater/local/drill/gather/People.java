package io.breakwater.local.drill.gather;

import io.breakwater.local.drill.check.PeopleFacts;
import io.breakwater.local.drill.check.PeopleFacts.Mail;
import io.breakwater.local.drill.check.PeopleFacts.Notification;
import io.breakwater.local.drill.check.PeopleFacts.Stream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads notifications-service's database, auth-service's accounts, and the mailbox. */
final class People {

    private static final Pattern ORDER = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Database auth;
    private final Database notifications;
    private final Web web;
    private final String mailbox;

    People(Database auth, Database notifications, Web web, String mailbox) {
        this.auth = auth;
        this.notifications = notifications;
        this.web = web;
        this.mailbox = mailbox;
    }

    PeopleFacts facts(Map<UUID, String> ofTheDrill, List<Stream> streams) {
        return new PeopleFacts(
                notifications(), sequences(), mails(ofTheDrill.values()), accounts(ofTheDrill.keySet()), streams);
    }

    private List<Notification> notifications() {
        return notifications.list(
                "SELECT user_id, sequence, type, data->>'orderId' AS order_id FROM notification",
                row -> new Notification(
                        Database.id(row, "user_id"),
                        row.getLong("sequence"),
                        row.getString("type").intern(),
                        UUID.fromString(row.getString("order_id"))));
    }

    private Map<UUID, Long> sequences() {
        Map<UUID, Long> sequences = new HashMap<>();
        notifications.list(
                "SELECT user_id, latest FROM notification_sequence",
                row -> sequences.put(Database.id(row, "user_id"), row.getLong("latest")));
        return sequences;
    }

    private Map<UUID, Boolean> accounts(Set<UUID> ofTheDrill) {
        Map<UUID, Boolean> accounts = new HashMap<>();
        auth.list("SELECT id FROM account", row -> {
            UUID id = Database.id(row, "id");
            return accounts.put(id, ofTheDrill.contains(id));
        });
        return accounts;
    }

    private List<Mail> mails(Collection<String> addresses) {
        List<Mail> mails = new ArrayList<>();
        for (String address : addresses) {
            String path = "/api/user/" + URLEncoder.encode(address, StandardCharsets.UTF_8) + "/messages/INBOX";
            for (JsonNode item : web.get("The mailbox", mailbox + path)) {
                String head = head(item.path("mimeMessage").asString(""));
                String subject = header(head, "Subject");
                Matcher order = ORDER.matcher(subject);
                if (order.find()) {
                    mails.add(new Mail(address, header(head, "Message-ID"), subject, UUID.fromString(order.group())));
                }
            }
        }
        return mails;
    }

    /** Unfolded (RFC 5322, 2.2.3); the subjects that we look for are plain ASCII. */
    private static String head(String raw) {
        String unix = raw.replace("\r\n", "\n");
        int blank = unix.indexOf("\n\n");
        return (blank < 0 ? unix : unix.substring(0, blank)).replaceAll("\n[ \t]+", " ");
    }

    private static String header(String head, String name) {
        Matcher header = Pattern.compile("(?im)^" + name + ":[ \t]*(.*)$").matcher(head);
        return header.find() ? header.group(1).strip() : "";
    }
}

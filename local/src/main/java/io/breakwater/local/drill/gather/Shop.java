package io.breakwater.local.drill.gather;

import io.breakwater.local.drill.check.ShopFacts;
import io.breakwater.local.drill.check.ShopFacts.Order;
import io.breakwater.local.drill.check.ShopFacts.Stock;
import io.breakwater.local.drill.check.ShopFacts.StoredAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads core-api's database. */
final class Shop {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final Database core;

    Shop(Database core) {
        this.core = core;
    }

    /** @param users whose stored answers are read */
    ShopFacts facts(Collection<UUID> users) {
        return new ShopFacts(orders(), stock(), answers(users));
    }

    private List<Order> orders() {
        Map<UUID, Map<UUID, Integer>> items = new HashMap<>();
        core.list(
                "SELECT order_id, product_id, quantity FROM order_item",
                row -> items.computeIfAbsent(Database.id(row, "order_id"), any -> new HashMap<>(2))
                        .put(Database.id(row, "product_id"), row.getInt("quantity")));
        return core.list(
                "SELECT id, user_id, status, total_amount, total_currency, note, version FROM orders",
                row -> new Order(
                        Database.id(row, "id"),
                        Database.id(row, "user_id"),
                        row.getString("status"),
                        row.getLong("total_amount"),
                        row.getString("total_currency"),
                        row.getString("note"),
                        row.getLong("version"),
                        items.getOrDefault(Database.id(row, "id"), Map.of())));
    }

    private List<Stock> stock() {
        return core.list(
                "SELECT product_id, available, reserved, sold, received FROM stock",
                row -> new Stock(
                        Database.id(row, "product_id"),
                        row.getLong("available"),
                        row.getLong("reserved"),
                        row.getLong("sold"),
                        row.getLong("received")));
    }

    private List<StoredAnswer> answers(Collection<UUID> users) {
        if (users.isEmpty()) {
            return List.of();
        }
        String ids = users.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        return core.list(
                "SELECT user_id, key, status, body FROM idempotency_key WHERE user_id IN (" + ids + ")", row -> {
                    byte[] body = row.getBytes("body");
                    Matcher id = ID.matcher(body == null ? "" : new String(body, StandardCharsets.UTF_8));
                    boolean accepted = row.getInt("status") / 100 == 2 && id.find();
                    return new StoredAnswer(
                            Database.id(row, "user_id"),
                            row.getString("key"),
                            row.getInt("status"),
                            accepted ? UUID.fromString(id.group(1)) : null);
                });
    }
}

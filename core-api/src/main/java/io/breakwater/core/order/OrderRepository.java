package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import io.breakwater.platform.web.PageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OrderRepository {

    private static final String SELECT = """
            SELECT id, user_id, status, total_amount, total_currency, payment_method, payment_id, payment_version,
                decline_code, note, version, created_at, updated_at
            FROM orders
            """;

    private final JdbcClient jdbc;

    OrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Order order, Instant askAt) {
        jdbc.sql("""
                INSERT INTO orders (id, user_id, status, total_amount, total_currency, payment_method, ask_at, version,
                    created_at, updated_at)
                VALUES (:id, :user, :status, :amount, :currency, :method, :askAt, :version, :createdAt, :createdAt)
                """)
                .param("id", order.id())
                .param("user", order.userId())
                .param("status", order.status().name())
                .param("amount", order.total().amount())
                .param("currency", order.total().currency())
                .param("method", order.payment().method())
                .param("askAt", Timestamp.from(askAt))
                .param("version", order.version())
                .param("createdAt", Timestamp.from(order.createdAt()))
                .update();
        for (int position = 0; position < order.items().size(); position++) {
            add(order, position, order.items().get(position));
        }
    }

    private void add(Order order, int position, OrderItem item) {
        jdbc.sql("""
                INSERT INTO order_item (order_id, position, product_id, sku, name, quantity, unit_price_amount,
                    unit_price_currency, created_at)
                VALUES (:order, :position, :product, :sku, :name, :quantity, :amount, :currency, :createdAt)
                """)
                .param("order", order.id())
                .param("position", position)
                .param("product", item.productId())
                .param("sku", item.sku())
                .param("name", item.name())
                .param("quantity", item.quantity())
                .param("amount", item.unitPrice().amount())
                .param("currency", item.unitPrice().currency())
                .param("createdAt", Timestamp.from(order.createdAt()))
                .update();
    }

    Optional<Order> find(UUID id) {
        return one("WHERE id = :id", id);
    }

    /** Holds the order until the transaction's end. */
    Optional<Order> lock(UUID id) {
        return one("WHERE id = :id FOR UPDATE", id);
    }

    private Optional<Order> one(String condition, UUID id) {
        return jdbc.sql(SELECT + condition)
                .param("id", id)
                .query(OrderRepository::map)
                .optional()
                .map(order -> withItems(List.of(order)).getFirst());
    }

    /** One more than the page's limit, newest first; of one user, or of all for null. */
    List<Order> list(@Nullable UUID userId, PageQuery query) {
        String owner = userId == null ? "" : " AND user_id = :user";
        String after = query.after() == null ? "" : " AND (created_at, id) < (:createdAt, :id)";
        var statement = jdbc.sql(
                        SELECT + "WHERE true" + owner + after + " ORDER BY created_at DESC, id DESC LIMIT :rows")
                .param("rows", query.limit() + 1);
        if (userId != null) {
            statement = statement.param("user", userId);
        }
        if (query.after() != null) {
            statement = statement
                    .param("createdAt", Timestamp.from(query.after().createdAt()))
                    .param("id", query.after().id());
        }
        return withItems(statement.query(OrderRepository::map).list());
    }

    /** Writes what can change, of an order that was locked and has grown by one version. */
    void update(Order order) {
        int updated = jdbc.sql("""
                UPDATE orders
                SET status = :status, payment_id = :payment, payment_version = :paymentVersion,
                    decline_code = :declineCode, note = :note, version = :version, updated_at = :updatedAt
                WHERE id = :id AND version = :version - 1
                """)
                .param("status", order.status().name())
                .param("payment", order.payment().id())
                .param("paymentVersion", order.payment().version())
                .param("declineCode", order.payment().declineCode())
                .param("note", order.note())
                .param("version", order.version())
                .param("updatedAt", Timestamp.from(order.updatedAt()))
                .param("id", order.id())
                .update();
        if (updated != 1) {
            throw new IllegalStateException("Order " + order.id() + " was changed by somebody else under our lock");
        }
    }

    /** Takes waiting orders that are due to be asked for, leaving out those in another's hands, and sets the next time. */
    List<Waiting> postpone(Instant now, Instant next, int atMost) {
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT id FROM orders WHERE status = 'PENDING_PAYMENT' AND ask_at <= :now
                    ORDER BY ask_at LIMIT :rows FOR UPDATE SKIP LOCKED)
                UPDATE orders o SET ask_at = :next, version = o.version + 1
                FROM due WHERE o.id = due.id
                RETURNING o.id, o.user_id, o.version
                """)
                .param("next", Timestamp.from(next))
                .param("now", Timestamp.from(now))
                .param("rows", atMost)
                .query((row, number) -> new Waiting(
                        row.getObject("id", UUID.class), row.getObject("user_id", UUID.class), row.getLong("version")))
                .list();
    }

    /** An order whose payment's outcome is asked for, with its version after that. */
    record Waiting(UUID id, UUID userId, long version) {}

    private List<Order> withItems(List<Order> orders) {
        if (orders.isEmpty()) {
            return orders;
        }
        Map<UUID, List<OrderItem>> items = items(orders.stream().map(Order::id).toList());
        return orders.stream()
                .map(order -> order.withItems(items.getOrDefault(order.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<OrderItem>> items(Collection<UUID> orderIds) {
        record Line(UUID orderId, OrderItem item) {}
        return jdbc
                .sql("""
                SELECT order_id, product_id, sku, name, quantity, unit_price_amount, unit_price_currency
                FROM order_item WHERE order_id IN (:ids) ORDER BY order_id, position
                """)
                .param("ids", orderIds)
                .query((row, number) -> new Line(row.getObject("order_id", UUID.class), item(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Line::orderId, Collectors.mapping(Line::item, Collectors.toList())));
    }

    private static OrderItem item(ResultSet row) throws SQLException {
        return new OrderItem(
                row.getObject("product_id", UUID.class),
                row.getString("sku"),
                row.getString("name"),
                row.getInt("quantity"),
                new Money(row.getLong("unit_price_amount"), row.getString("unit_price_currency")));
    }

    private static Order map(ResultSet row, int number) throws SQLException {
        return new Order(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                OrderStatus.valueOf(row.getString("status")),
                List.of(),
                new Money(row.getLong("total_amount"), row.getString("total_currency")),
                new PaymentState(
                        row.getString("payment_method"),
                        row.getObject("payment_id", UUID.class),
                        row.getLong("payment_version"),
                        row.getString("decline_code")),
                row.getString("note"),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}

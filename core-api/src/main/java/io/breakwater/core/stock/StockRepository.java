package io.breakwater.core.stock;

import io.breakwater.core.product.ProductRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
public class StockRepository {

    private final JdbcClient jdbc;
    private final ProductRepository products;
    private final StockSettings settings;
    private final Clock clock;

    StockRepository(JdbcClient jdbc, ProductRepository products, StockSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.products = products;
        this.settings = settings;
        this.clock = clock;
    }

    Optional<Stock> find(UUID productId) {
        return jdbc.sql("""
                SELECT product_id, available, reserved, sold, clock_timestamp() AS as_of
                FROM stock WHERE product_id = :id
                """).param("id", productId).query(StockRepository::map).optional();
    }

    /**
     * Makes all movements or none, in the caller's transaction, and holds the products until its end: make them last.
     *
     * @param movements at most one of each product, of products that there are
     * @return the products that have too little; empty when all was done
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> apply(List<StockMovement> movements) {
        Map<UUID, Stock> held =
                lock(movements.stream().map(StockMovement::productId).toList());
        List<UUID> lacking = movements.stream()
                .filter(movement -> !get(held, movement).allows(movement))
                .map(StockMovement::productId)
                .toList();
        if (lacking.isEmpty()) {
            List<UUID> turned = movements.stream()
                    .filter(movement -> get(held, movement).turnsBy(movement))
                    .map(StockMovement::productId)
                    .toList();
            update(movements);
            if (!turned.isEmpty()) {
                // After all stock rows: everybody locks in this order.
                products.touch(turned, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            }
        }
        return lacking;
    }

    /** In the order of the ids, so that two orders of the same products never wait for each other. */
    private Map<UUID, Stock> lock(Collection<UUID> ids) {
        jdbc.sql("SELECT set_config('lock_timeout', :wait, true)")
                .param("wait", settings.lockWait().toMillis() + "ms")
                .query(String.class)
                .single();
        Map<UUID, Stock> held = jdbc.sql("""
                        SELECT product_id, available, reserved, sold, clock_timestamp() AS as_of
                        FROM stock WHERE product_id IN (:ids) ORDER BY product_id FOR UPDATE
                        """).param("ids", ids).query(StockRepository::map).list().stream()
                .collect(Collectors.toMap(Stock::productId, Function.identity()));
        if (held.size() != ids.size()) {
            throw new IllegalArgumentException("A product without stock, or twice, among " + ids);
        }
        return held;
    }

    /** The condition repeats what the lock has shown: this statement alone would not oversell either. */
    private void update(List<StockMovement> movements) {
        int updated = jdbc.sql("""
                UPDATE stock s
                SET available = s.available + m.available, reserved = s.reserved + m.reserved, sold = s.sold + m.sold,
                    received = s.received + m.available + m.reserved + m.sold, version = s.version + 1
                FROM unnest(CAST(:ids AS uuid[]), CAST(:available AS bigint[]), CAST(:reserved AS bigint[]),
                    CAST(:sold AS bigint[])) AS m (product_id, available, reserved, sold)
                WHERE s.product_id = m.product_id AND s.available + m.available >= 0
                """)
                .param("ids", array(movements, StockMovement::productId))
                .param("available", array(movements, StockMovement::available))
                .param("reserved", array(movements, StockMovement::reserved))
                .param("sold", array(movements, StockMovement::sold))
                .update();
        if (updated != movements.size()) {
            throw new IllegalStateException(
                    updated + " of " + movements.size() + " movements were made under the lock");
        }
    }

    private static Stock get(Map<UUID, Stock> held, StockMovement movement) {
        return Objects.requireNonNull(held.get(movement.productId()));
    }

    /** As Postgres writes arrays; none of the values needs quotes. */
    private static String array(List<StockMovement> movements, Function<StockMovement, Object> part) {
        return movements.stream().map(part).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static Stock map(ResultSet row, int number) throws SQLException {
        return new Stock(
                row.getObject("product_id", UUID.class),
                row.getLong("available"),
                row.getLong("reserved"),
                row.getLong("sold"),
                row.getTimestamp("as_of").toInstant());
    }
}

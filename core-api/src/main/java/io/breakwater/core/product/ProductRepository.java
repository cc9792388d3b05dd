package io.breakwater.core.product;

import io.breakwater.core.money.Money;
import io.breakwater.platform.web.PageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class ProductRepository {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String SELECT = """
            SELECT p.id, p.sku, p.name, p.description, p.price_amount, p.price_currency, s.available, p.version,
                p.created_at, p.updated_at
            FROM product p JOIN stock s ON s.product_id = p.id
            """;

    private final JdbcClient jdbc;

    ProductRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One more than the page's limit, by id, of those whose SKU, name or description contains the text in any case. The
     * trigram index serves texts of three characters and more; shorter ones walk the ids until the page is full.
     */
    List<Product> list(String text, PageQuery query) {
        String filter = text.isEmpty() ? "" : "AND p.search LIKE lower(:pattern)";
        var statement = jdbc.sql(SELECT + "WHERE p.id > :after " + filter + " ORDER BY p.id LIMIT :rows")
                .param(
                        "after",
                        query.after() == null ? BEFORE_ALL : query.after().id())
                .param("rows", query.limit() + 1);
        if (!text.isEmpty()) {
            statement = statement.param("pattern", "%" + escaped(text) + "%");
        }
        return statement.query(ProductRepository::map).list();
    }

    public Optional<Product> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE p.id = :id")
                .param("id", id)
                .query(ProductRepository::map)
                .optional();
    }

    /** Those of them that there are; at most as many as ids. */
    public List<Product> list(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "WHERE p.id IN (:ids)")
                .param("ids", ids)
                .query(ProductRepository::map)
                .list();
    }

    /**
     * A new version, because something that a client sees has changed outside the product's own row. Rows are locked by
     * id, so that two that touch several don't wait for each other.
     */
    public void touch(Collection<UUID> ids, Instant now) {
        jdbc.sql("""
                UPDATE product SET version = version + 1, updated_at = :now
                WHERE id IN (SELECT id FROM product WHERE id IN (:ids) ORDER BY id FOR NO KEY UPDATE)
                """).param("now", Timestamp.from(now)).param("ids", ids).update();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Product map(ResultSet row, int number) throws SQLException {
        return new Product(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("name"),
                row.getString("description"),
                new Money(row.getLong("price_amount"), row.getString("price_currency")),
                row.getLong("available"),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}

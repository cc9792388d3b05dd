package io.breakwater.local.drill.gather;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One service's database, read as its owner. A connection for each question: the server may have been killed since. */
final class Database {

    /** Makes a record of a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    // Who reads a whole table after a drill has no caller that waits; a server that hangs is found out all the same.
    private static final String OPTIONS =
            "?connectTimeout=5&socketTimeout=60&options=-c%20transaction_timeout=0%20-c%20default_transaction_read_only=on";

    private final Sources sources;
    private final String name;

    Database(Sources sources, String name) {
        this.sources = sources;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** @throws Unanswered where the server is away */
    <T> List<T> list(String sql, Row<T> row) {
        String url = "jdbc:postgresql://127.0.0.1:" + sources.ports().postgres() + "/" + name + OPTIONS;
        List<T> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, name + "_owner", password())) {
            // With a fetch size, inside a transaction, the driver doesn't hold the whole table twice.
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(1000);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        all.add(row.of(rows));
                    }
                }
            }
            connection.rollback();
            return all;
        } catch (SQLException | IOException e) {
            throw new Unanswered("The database " + name, e);
        }
    }

    long number(String sql) {
        return list(sql, row -> row.getLong(1)).getFirst();
    }

    static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static @Nullable UUID idOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** As a literal. */
    static String literal(Instant instant) {
        return "timestamptz '" + instant + "'";
    }

    private String password() throws IOException {
        return Files.readString(sources.secrets().resolve("values/postgres-" + name + "-owner"))
                .strip();
    }
}

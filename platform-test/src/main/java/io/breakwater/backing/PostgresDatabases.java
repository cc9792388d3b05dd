package io.breakwater.backing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A service's database with its two roles: the owner, who migrates, and the application, who may connect and gets
 * everything else by explicit grants in the migrations. Anybody else gets nothing.
 */
public final class PostgresDatabases {

    private PostgresDatabases() {}

    /** Creates what is missing and sets the passwords anew; may be repeated at each start. */
    public static void create(PostgresServer server, ServiceDatabase database) {
        try {
            try (Connection connection = connect(server, "postgres")) {
                createRole(connection, database.owner(), database.ownerPassword());
                createRole(connection, database.application(), database.applicationPassword());
                if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database.name())) {
                    run(connection, "CREATE DATABASE " + database.name() + " OWNER " + database.owner());
                }
                run(connection, "REVOKE ALL ON DATABASE " + database.name() + " FROM PUBLIC");
                run(connection, "GRANT CONNECT ON DATABASE " + database.name() + " TO " + database.application());
            }
            try (Connection connection = connect(server, database.name())) {
                run(connection, "ALTER SCHEMA public OWNER TO " + database.owner());
                run(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
                run(connection, "GRANT USAGE ON SCHEMA public TO " + database.application());
            }
        } catch (SQLException e) {
            throw new BackingFailure("The database " + database.name() + " can't be made: " + e.getMessage() + ".", e);
        }
    }

    /** Drops the database, whoever is connected, and its roles. */
    public static void drop(PostgresServer server, ServiceDatabase database) {
        try (Connection connection = connect(server, "postgres")) {
            run(connection, "DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
            run(connection, "DROP ROLE IF EXISTS " + database.owner());
            run(connection, "DROP ROLE IF EXISTS " + database.application());
        } catch (SQLException e) {
            throw new BackingFailure(
                    "The database " + database.name() + " can't be dropped: " + e.getMessage() + ".", e);
        }
    }

    private static void createRole(Connection connection, String role, String password) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
            run(connection, "CREATE ROLE " + role + " LOGIN");
        }
        try (Statement statement = connection.createStatement()) {
            run(connection, "ALTER ROLE " + role + " PASSWORD " + statement.enquoteLiteral(password));
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(database), PostgresServer.SUPERUSER, server.superuserPassword());
    }
}

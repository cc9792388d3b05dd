package io.breakwater.backing;

/** What differs between the places where a Postgres runs. */
public record PostgresOptions(int maxConnections, boolean durable) {

    // Nine replicas of each of four services with pools of 8 would need 288; two of each, and the tests, fit well.
    private static final int MAX_CONNECTIONS = 200;

    public static PostgresOptions defaults() {
        return new PostgresOptions(MAX_CONNECTIONS, true);
    }

    public PostgresOptions withMaxConnections(int connections) {
        return new PostgresOptions(connections, durable);
    }

    /** For data that nobody will miss: the tests' daemon throws its databases away, and fsync is most of their time. */
    public PostgresOptions withoutDurability() {
        return new PostgresOptions(maxConnections, false);
    }
}

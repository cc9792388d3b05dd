package io.breakwater.testing;

import io.breakwater.backing.BackingFailure;
import io.breakwater.backing.BackingServer;
import io.breakwater.backing.Binaries;
import io.breakwater.backing.Directories;
import io.breakwater.backing.KafkaPorts;
import io.breakwater.backing.KafkaServer;
import io.breakwater.backing.MailPorts;
import io.breakwater.backing.MailServer;
import io.breakwater.backing.PostgresDatabases;
import io.breakwater.backing.PostgresOptions;
import io.breakwater.backing.PostgresServer;
import io.breakwater.backing.RedisServer;
import io.breakwater.backing.ServiceDatabase;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The daemon's servers: one Postgres with a database for each lease, and a Redis, Kafka or mailbox for each lease that asks. */
final class LeasedServers {

    // A port that was free a moment ago can be taken by another checkout's daemon; five times in a row it isn't chance.
    private static final int ATTEMPTS = 5;
    // Two Maven builds at once, each with a handful of contexts with pools of 8.
    private static final int POSTGRES_CONNECTIONS = 300;

    private final Binaries binaries;
    private final RunDirectory run;
    private final Path topics;
    private final Set<BackingServer> started = ConcurrentHashMap.newKeySet();
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable PostgresServer postgres;

    LeasedServers(Binaries binaries, RunDirectory run, Path topics) {
        this.binaries = binaries;
        this.run = run;
        this.topics = topics;
    }

    Lease lease(TestResource resource) {
        return switch (resource) {
            case POSTGRES -> database();
            case REDIS ->
                server(data -> {
                    int port = FreePorts.next();
                    return new Candidate(new RedisServer(binaries, data, port, log("redis")), String.valueOf(port));
                });
            case KAFKA ->
                server(data -> {
                    var ports = new KafkaPorts(FreePorts.next(), FreePorts.next());
                    return new Candidate(
                            new KafkaServer(binaries, data, ports, topics, log("kafka")),
                            String.valueOf(ports.broker()));
                });
            case MAIL ->
                server(data -> {
                    var ports = new MailPorts(FreePorts.next(), FreePorts.next());
                    return new Candidate(
                            new MailServer(binaries, data, ports, log("mail")), ports.smtp() + " " + ports.http());
                });
        };
    }

    void killAll() {
        started.forEach(BackingServer::kill);
    }

    private Lease database() {
        PostgresServer server = postgres();
        var database = new ServiceDatabase("t" + databases.incrementAndGet(), "owner", "application");
        PostgresDatabases.create(server, database);
        String words = String.join(
                " ",
                String.valueOf(server.port()),
                database.name(),
                database.owner(),
                database.ownerPassword(),
                database.application(),
                database.applicationPassword());
        return new Lease(words, () -> PostgresDatabases.drop(server, database));
    }

    private synchronized PostgresServer postgres() {
        PostgresServer current = postgres;
        if (current == null || current.process().isEmpty()) {
            current = (PostgresServer) start(data -> {
                        // Its databases are thrown away with it, and a commit that waits for no disk halves the tests'
                        // time.
                        PostgresOptions options = PostgresOptions.defaults()
                                .withMaxConnections(POSTGRES_CONNECTIONS)
                                .withoutDurability();
                        return new Candidate(
                                new PostgresServer(binaries, data, FreePorts.next(), options, log("postgres")), "");
                    })
                    .server();
            postgres = current;
        }
        return current;
    }

    private Lease server(Making making) {
        Started server = start(making);
        return new Lease(server.words(), () -> {
            server.server().kill();
            started.remove(server.server());
            Directories.delete(server.data());
        });
    }

    private Started start(Making making) {
        for (int attempt = 1; ; attempt++) {
            Path data = run.next("data");
            Candidate candidate = making.in(data);
            started.add(candidate.server());
            try {
                candidate.server().start();
                return new Started(candidate.server(), data, candidate.words());
            } catch (BackingFailure e) {
                started.remove(candidate.server());
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                System.out.println(e.getMessage() + " Trying again.");
            }
        }
    }

    private static Consumer<String> log(String name) {
        return line -> System.out.println(name + ": " + line);
    }

    /** One test JVM's hold on one server. */
    record Lease(String words, Runnable end) implements AutoCloseable {

        @Override
        public void close() {
            end.run();
        }
    }

    private record Candidate(BackingServer server, String words) {}

    private record Started(BackingServer server, Path data, String words) {}

    @FunctionalInterface
    private interface Making {
        Candidate in(Path data);
    }
}

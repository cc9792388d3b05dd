package io.breakwater.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** PostgreSQL on 127.0.0.1, by TCP only. */
public final class PostgresServer extends BackingServer {

    static final String SUPERUSER = "postgres";

    // Iterations guard passwords that can be guessed. These are random, and every login pays for each iteration.
    private static final int SCRAM_ITERATIONS = 64;

    private final Binaries binaries;
    private final Path data;
    private final int port;
    private final PostgresOptions options;

    public PostgresServer(Binaries binaries, Path data, int port, PostgresOptions options, Consumer<String> log) {
        super("PostgreSQL", log);
        this.binaries = binaries;
        this.data = data.toAbsolutePath();
        this.port = port;
        this.options = options;
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Of the role {@code postgres}; made with the cluster, kept in a file that only its owner can read. */
    public String superuserPassword() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    ServerProcess launch(Consumer<String> log) {
        Directories.create(data);
        // Before the port: a killed server's backends can hold that too.
        new PostgresLeftovers(cluster()).clear();
        Ports.requireFree(name(), port);
        OrdinaryUser user = OrdinaryUser.find();
        if (!Files.isDirectory(cluster())) {
            createCluster(user, log);
        }
        user.own(data);
        var command = new ServerProcess.Command(name(), user.command(serverCommand()), data, Map.of("LC_ALL", "C"));
        return ServerProcess.start(command, "database system is ready to accept connections", log);
    }

    @Override
    OrphanWatch watchFor(ProcessHandle process) {
        return OrphanWatch.over(process, "INT");
    }

    /** SIGINT is the fast shutdown: clients are cut off, transactions rolled back, the data flushed. SIGTERM would wait. */
    @Override
    void askToStop(ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> serverCommand() {
        var settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "max_connections=" + options.maxConnections(),
                // A laptop's share: the whole system's data fit, and the rest is the page cache's.
                "shared_buffers=64MB",
                // Three processes fewer; the workers gain nothing for data that lie in memory.
                "io_method=sync",
                "jit=off",
                "scram_iterations=" + SCRAM_ITERATIONS,
                "log_line_prefix=",
                "log_checkpoints=off",
                "timezone=UTC",
                "log_timezone=UTC"));
        if (!options.durable()) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        var command =
                new ArrayList<>(List.of(program("postgres"), "-D", cluster().toString()));
        for (String setting : settings) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }

    /** Beside its place and then renamed, so that a kill in the middle leaves no half of a cluster. */
    private void createCluster(OrdinaryUser user, Consumer<String> log) {
        Path unfinished = data.resolve("cluster.new");
        if (Files.exists(unfinished)) {
            Directories.delete(unfinished);
        }
        writePassword();
        user.own(data);
        List<String> initdb = List.of(
                program("initdb"),
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile(),
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--set=scram_iterations=" + SCRAM_ITERATIONS,
                options.durable() ? "--sync-method=fsync" : "--no-sync");
        var command = new ServerProcess.Command("initdb", user.command(initdb), data, Map.of("LC_ALL", "C"));
        ServerProcess.start(command, "Success. You can now start the database server", log)
                .awaitEnd();
        try {
            Files.move(unfinished, cluster());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writePassword() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        try {
            Files.deleteIfExists(passwordFile());
            Files.createFile(passwordFile(), Permissions.OWNER_ONLY);
            Files.writeString(passwordFile(), HexFormat.of().formatHex(secret), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path cluster() {
        return data.resolve("cluster");
    }

    private Path passwordFile() {
        return data.resolve("superuser-password");
    }

    private String program(String name) {
        return binaries.postgres().resolve("bin").resolve(name).toString();
    }
}

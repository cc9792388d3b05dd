package io.breakwater.local.run;

import io.breakwater.backing.BackingServer;
import io.breakwater.backing.Binaries;
import io.breakwater.backing.KafkaPorts;
import io.breakwater.backing.KafkaServer;
import io.breakwater.backing.MailPorts;
import io.breakwater.backing.MailServer;
import io.breakwater.backing.PostgresDatabases;
import io.breakwater.backing.PostgresOptions;
import io.breakwater.backing.PostgresServer;
import io.breakwater.backing.RedisServer;
import io.breakwater.backing.ServiceDatabase;
import io.breakwater.local.aot.Trainee;
import io.breakwater.local.process.Leftovers;
import io.breakwater.local.process.ProcessLog;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.topology.Uses;
import io.breakwater.local.view.Part;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The four real servers behind our services: PostgreSQL, Redis, Kafka, and a mailbox that keeps every mail. */
final class BackingServers {

    private final LocalDirectories directories;
    private final Ports ports;
    private final Credentials credentials;
    private final Console console;
    private final Leftovers leftovers;

    // In the order in which they start; they stop in the order of STOP.
    private final Map<Uses, Backing> servers = new EnumMap<>(Uses.class);

    /** Whoever needs another goes first; Postgres last, so that all that was said is committed. */
    static final List<Uses> STOP = List.of(Uses.KAFKA, Uses.REDIS, Uses.MAILBOX, Uses.POSTGRES);

    BackingServers(
            LocalDirectories directories,
            Ports ports,
            Credentials credentials,
            Console console,
            Leftovers leftovers,
            Path repository) {
        this.directories = directories;
        this.ports = ports;
        this.credentials = credentials;
        this.console = console;
        this.leftovers = leftovers;
        Binaries binaries =
                Binaries.of(repository.resolve("platform-test/target/backing"), text -> console.line("  " + text));
        postgres(binaries);
        redis(binaries);
        kafka(binaries, repository.resolve("contracts/topics.json"));
        mailbox(binaries);
    }

    Map<Uses, CompletableFuture<Void>> start() {
        Map<Uses, CompletableFuture<Void>> ready = new EnumMap<>(Uses.class);
        servers.forEach((use, server) -> ready.put(use, server.start()));
        return ready;
    }

    /** Empty where no backing server has this name. */
    Optional<Backing> find(String name) {
        return Arrays.stream(Uses.values())
                .filter(use -> use.word().equals(name))
                .findAny()
                .map(servers::get);
    }

    List<Part> parts() {
        return servers.entrySet().stream()
                .map(server -> server.getValue().part(server.getKey().word()))
                .toList();
    }

    /** Before the others leave. */
    void quiet() {
        servers.values().forEach(Backing::quiet);
    }

    void stop() {
        STOP.stream().map(servers::get).filter(Objects::nonNull).forEach(Backing::stop);
    }

    /** Those that are JVMs. */
    List<Trainee> trainees() {
        return servers.values().stream()
                .map(Backing::trainee)
                .flatMap(Optional::stream)
                .toList();
    }

    private void postgres(Binaries binaries) {
        ProcessLog log = log("postgres");
        PostgresServer server = new PostgresServer(
                binaries,
                directories.data().resolve("postgres"),
                ports.postgres(),
                PostgresOptions.defaults(),
                log::add);
        List<ServiceDatabase> databases = Topology.SERVICES.stream()
                .map(Program::database)
                .filter(Objects::nonNull)
                .map(name -> new ServiceDatabase(
                        name, credentials.ownerPassword(name), credentials.applicationPassword(name)))
                .toList();
        add(
                Uses.POSTGRES,
                server,
                ports.postgres(),
                log,
                () -> databases.forEach(database -> PostgresDatabases.create(server, database)));
    }

    private void redis(Binaries binaries) {
        ProcessLog log = log("redis");
        add(
                Uses.REDIS,
                new RedisServer(binaries, directories.data().resolve("redis"), ports.redis(), log::add),
                ports.redis(),
                log,
                () -> {});
    }

    private void kafka(Binaries binaries, Path topics) {
        ProcessLog log = log("kafka");
        KafkaServer server = new KafkaServer(
                binaries,
                directories.data().resolve("kafka"),
                new KafkaPorts(ports.kafka(), ports.kafkaController()),
                topics,
                log::add);
        add(Uses.KAFKA, server, ports.kafka(), log, () -> {});
    }

    private void mailbox(Binaries binaries) {
        ProcessLog log = log("mailbox");
        MailServer server = new MailServer(
                binaries,
                directories.data().resolve("mailbox"),
                new MailPorts(ports.smtp(), ports.mailbox()),
                log::add);
        add(Uses.MAILBOX, server, ports.smtp(), log, () -> {});
    }

    private void add(Uses use, BackingServer server, int port, ProcessLog log, Runnable afterStart) {
        servers.put(use, new Backing(server, port, log, afterStart, console, leftovers));
    }

    private ProcessLog log(String name) {
        return ProcessLog.begin(directories.log(name));
    }
}

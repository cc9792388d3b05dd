package io.breakwater.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A Kafka broker that is its own controller, in a JVM of its own that ends with this one. It is ready when all topics of
 * {@code contracts/topics.json} and their dead-letter topics exist: missing ones are added, existing ones left as they are.
 */
public final class KafkaServer extends BackingServer {

    private final Binaries binaries;
    private final Path data;
    private final KafkaPorts ports;
    private final Path topics;

    public KafkaServer(Binaries binaries, Path data, KafkaPorts ports, Path topics, Consumer<String> log) {
        super("Kafka", log);
        this.binaries = binaries;
        this.data = data.toAbsolutePath();
        this.ports = ports;
        this.topics = topics.toAbsolutePath();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.broker();
    }

    @Override
    ServerProcess launch(Consumer<String> log) {
        Directories.create(data);
        Ports.requireFree(name(), ports.broker());
        Ports.requireFree(name() + " controller", ports.controller());
        JvmStart start = start(data, ports);
        return ServerProcess.start(new ServerProcess.Command(name(), start.command(), data), JvmChild.READY, log);
    }

    @Override
    public Optional<JvmProgram> program() {
        return Optional.of(jvm());
    }

    /** A broker of its own, with a directory and ports that nobody uses. */
    @Override
    public JvmStart rehearsal(Path scratch) {
        return start(scratch, new KafkaPorts(Ports.anyFree(), Ports.anyFree()));
    }

    private JvmStart start(Path directory, KafkaPorts own) {
        Path configuration = directory.resolve("server.properties");
        try {
            Files.writeString(configuration, configuration(directory, own));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JvmStart(
                jvm(),
                List.of(),
                "io.breakwater.backing.KafkaChild",
                List.of(configuration.toString(), topics.toString()));
    }

    private JvmProgram jvm() {
        List<String> flags = List.of(
                "-Xmx256m",
                // Starts in half the time, and a laptop's broker is never busy long enough to miss the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
        return new JvmProgram(
                "kafka",
                flags,
                Stream.concat(Stream.of(binaries.children()), binaries.kafka().stream())
                        .toList(),
                Binaries.caches());
    }

    private static String configuration(Path directory, KafkaPorts own) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                # Topics are declared in contracts/topics.json: a mistyped name must fail.
                auto.create.topics.enable=false
                # A laptop's size: one broker, few partitions of its own, a small cleaner.
                offsets.topic.num.partitions=3
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                log.cleaner.dedupe.buffer.size=8388608
                group.initial.rebalance.delay.ms=0
                # A killed consumer's partitions rest for 10 s instead of the default 45.
                group.consumer.min.session.timeout.ms=10000
                group.consumer.session.timeout.ms=10000
                group.consumer.min.heartbeat.interval.ms=2000
                group.consumer.heartbeat.interval.ms=2000
                """.formatted(own.broker(), own.controller(), directory.resolve("log"));
    }
}

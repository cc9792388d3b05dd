package io.breakwater.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

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
        Path configuration = data.resolve("server.properties");
        try {
            Files.writeString(configuration, configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(
                JvmChild.java(),
                "-Xmx256m",
                // Starts in half the time, and a laptop's broker is never busy long enough to miss the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                binaries.children() + ":" + binaries.kafka() + "/*",
                "io.breakwater.backing.KafkaChild",
                configuration.toString(),
                topics.toString());
        return ServerProcess.start(new ServerProcess.Command(name(), command, data), JvmChild.READY, log);
    }

    private String configuration() {
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
                """.formatted(ports.broker(), ports.controller(), data.resolve("log"));
    }
}

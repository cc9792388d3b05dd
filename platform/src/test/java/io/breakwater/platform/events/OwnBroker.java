package io.breakwater.platform.events;

import io.breakwater.backing.Binaries;
import io.breakwater.backing.Directories;
import io.breakwater.backing.KafkaPorts;
import io.breakwater.backing.KafkaServer;
import io.breakwater.platform.process.ChildJvm;
import io.breakwater.platform.process.Signals;
import io.breakwater.testing.Checkout;
import io.breakwater.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A broker that the test may take away, apart from the one that all share. */
final class OwnBroker implements AutoCloseable {

    private final Path data;
    private final KafkaServer server;

    /** Returns when it runs. */
    OwnBroker() {
        try {
            this.data = Files.createTempDirectory("broker-");
            Path topics = Files.writeString(data.resolve("topics.json"), "{\"topics\": [], \"deadLetters\": {}}");
            this.server = new KafkaServer(
                    Binaries.of(Checkout.backing(), line -> {}),
                    data.resolve("kafka"),
                    new KafkaPorts(FreePorts.next(), FreePorts.next()),
                    topics,
                    line -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    String bootstrap() {
        return server.bootstrapServers();
    }

    void kill() {
        server.kill();
    }

    void start() {
        ChildJvm.starting(() -> {
            server.start();
            return server;
        });
    }

    void freeze() {
        Signals.send("STOP", server.process().orElseThrow().pid());
    }

    void thaw() {
        Signals.send("CONT", server.process().orElseThrow().pid());
    }

    @Override
    public void close() {
        server.kill();
        Directories.delete(data);
    }
}

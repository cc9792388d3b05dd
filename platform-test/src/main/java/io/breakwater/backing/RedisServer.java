package io.breakwater.backing;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Redis on 127.0.0.1 in its role for sessions: nothing is evicted, and an append-only file survives a restart. */
public final class RedisServer extends BackingServer {

    private final Binaries binaries;
    private final Path data;
    private final int port;

    public RedisServer(Binaries binaries, Path data, int port, Consumer<String> log) {
        super("Redis", log);
        this.binaries = binaries;
        this.data = data.toAbsolutePath();
        this.port = port;
    }

    public int port() {
        return port;
    }

    @Override
    OrphanWatch watchFor(ProcessHandle process) {
        return OrphanWatch.over(process, "TERM");
    }

    @Override
    ServerProcess launch(Consumer<String> log) {
        Directories.create(data);
        Ports.requireFree(name(), port);
        List<String> command = List.of(
                binaries.redis().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                // A second of sessions may be lost, which logs people out and nothing else.
                "--appendfsync",
                "everysec",
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction",
                "--daemonize",
                "no");
        return ServerProcess.start(
                new ServerProcess.Command(name(), command, data), "Ready to accept connections", log);
    }
}

package io.breakwater.local.run;

import io.breakwater.backing.JvmProgram;
import io.breakwater.backing.JvmStart;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.LaunchPlan;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.topology.Uses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How each program is told where everything is: the command line, environment and secret files of a replica. */
final class Wiring {

    static final String LOOPBACK = "127.0.0.1";

    private final LocalDirectories directories;
    private final Ports ports;
    private final Path apps;
    private final Credentials credentials;
    private final @Nullable Telemetry telemetry;

    /** @param telemetry null: nothing is traced */
    Wiring(
            LocalDirectories directories,
            Ports ports,
            Path apps,
            Credentials credentials,
            @Nullable Telemetry telemetry) {
        this.directories = directories;
        this.ports = ports;
        this.apps = apps;
        this.credentials = credentials;
        this.telemetry = telemetry;
    }

    LaunchPlan plan(Program program, int index) {
        int port = ports.of(program, index);
        URI readiness = program.managed() ? uri(ports.management(program, index), "/readyz") : uri(port, "/livez");
        return new LaunchPlan(
                start(program, List.of())::command,
                environment(program, index),
                directories.run(),
                directories.log(program.name() + "-" + index),
                readiness,
                // The shared one last: others of ours may have it.
                program.managed() ? List.of(ports.management(program, index), port) : List.of(port));
    }

    /** Of "core-api/2": where it listens, for people. */
    String place(String instance) {
        String[] words = instance.split("/", -1);
        return uri(ports.of(Topology.get(words[0]), Integer.parseInt(words[1])), "")
                .toString();
    }

    static URI uri(int port, String path) {
        return URI.create("http://" + LOOPBACK + ":" + port + path);
    }

    /** What runs in the program's JVMs, by the real paths: they stay the same as long as the jar does. */
    JvmProgram jvm(Program program) {
        try {
            Path own = apps.resolve(program.name()).toRealPath();
            return new JvmProgram(
                    // Other classes, another cache, if ever there is one.
                    traces(program) == null ? program.name() : program.name() + "-traced",
                    flags(program),
                    List.of(
                            own.resolve(program.name() + ".jar"),
                            apps.resolve("watch.jar").toRealPath()),
                    own);
        } catch (IOException e) {
            throw Refusal.environment("%s was not staged completely; delete %s and start again.", program.name(), apps);
        }
    }

    private JvmStart start(Program program, List<String> more) {
        List<String> properties = new ArrayList<>(more);
        // Tomcat's directories outlive a process that was killed.
        properties.add("-Djava.io.tmpdir=" + directories.temporary().toAbsolutePath());
        Telemetry traces = traces(program);
        if (traces != null) {
            properties.addAll(traces.options());
        }
        return new JvmStart(
                jvm(program), properties, "io.breakwater.local.watch.ParentWatch", List.of(program.mainClass()));
    }

    /**
     * A start that takes no part: a Spring application ends when its beans are made, before it listens, consumes or
     * works; the simulator has a journal and a port of its own.
     */
    JvmStart rehearsal(Program program) {
        return start(program, program.managed() ? List.of("-Dspring.context.exit=onRefresh") : List.of());
    }

    Map<String, String> rehearsalEnvironment(Program program, Path scratch) {
        Map<String, String> environment = environment(program, 1);
        if (!program.managed()) {
            environment.put("SIMULATOR_PORT", "0");
            environment.put("SIMULATOR_DATA", scratch.resolve("journal").toString());
        }
        return environment;
    }

    /** For a laptop: quick starts and little memory; peak speed is for deployments, where none of these are set. */
    private List<String> flags(Program program) {
        int heap = program.heapMegabytes() + (traces(program) == null ? 0 : Telemetry.HEAP_MEGABYTES);
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xms16m",
                "-Xmx" + heap + "m",
                // Give memory back after start-up's garbage instead of keeping twice the live set.
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=25",
                // Deep enough for Spring's filter chains; virtual threads don't use it.
                "-Xss512k",
                // C1's code of a service is 15 MB.
                "-XX:ReservedCodeCacheSize=48m",
                // A heap that is full is a bug: end, and be started again, rather than limp.
                "-XX:+ExitOnOutOfMemoryError",
                // Neither /tmp/hsperfdata nor a core dump of secrets.
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8");
    }

    private Map<String, String> environment(Program program, int index) {
        Map<String, String> environment = new HashMap<>();
        // glibc's arenas per core would cost each process some 30 MB of address space and 5 of memory.
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("SERVER_ADDRESS", LOOPBACK);
        environment.put("SERVER_PORT", String.valueOf(ports.of(program, index)));
        if (program.managed()) {
            environment.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
            environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(ports.management(program, index)));
            environment.put(
                    "PLATFORM_DRAIN_SKIP_HOLD_FILE", directories.stoppingFile().toString());
            environment.put("BREAKWATER_SECRETS", credentials.directory(program).toString());
            environment.put("PLATFORM_IDENTITY_JWKS_URIS", jwksUris());
            // Plain lines for people's eyes; everywhere else logs are JSON.
            environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "");
        }
        Telemetry traces = traces(program);
        if (traces != null) {
            environment.putAll(
                    traces.environment(program.name(), program.name() + "/" + index, program.equals(Topology.GATEWAY)));
        }
        String database = program.database();
        if (database != null) {
            environment.putAll(postgres(database));
        }
        environment.putAll(backing(program));
        environment.putAll(own(program));
        return environment;
    }

    /** Null: it is not traced. The simulator is somebody else's. */
    private @Nullable Telemetry traces(Program program) {
        return program.managed() ? telemetry : null;
    }

    private Map<String, String> postgres(String database) {
        String url = "jdbc:postgresql://" + LOOPBACK + ":" + ports.postgres() + "/" + database;
        return Map.of(
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", database + "_app",
                "SPRING_FLYWAY_URL", url,
                "SPRING_FLYWAY_USER", database + "_owner",
                "SPRING_FLYWAY_PLACEHOLDERS_APPLICATION", database + "_app");
    }

    private Map<String, String> backing(Program program) {
        Map<String, String> environment = new HashMap<>();
        if (program.uses().contains(Uses.KAFKA)) {
            environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", LOOPBACK + ":" + ports.kafka());
        }
        if (program.uses().contains(Uses.REDIS)) {
            environment.put("SPRING_DATA_REDIS_HOST", LOOPBACK);
            environment.put("SPRING_DATA_REDIS_PORT", String.valueOf(ports.redis()));
        }
        if (program.uses().contains(Uses.MAILBOX)) {
            environment.put("SPRING_MAIL_HOST", LOOPBACK);
            environment.put("SPRING_MAIL_PORT", String.valueOf(ports.smtp()));
        }
        return environment;
    }

    private Map<String, String> own(Program program) {
        if (program.equals(Topology.GATEWAY)) {
            return Map.of("GATEWAY_INSTANCES_FILE", directories.instancesFile().toString());
        }
        if (program.equals(Topology.PAYMENTS)) {
            return Map.of(
                    "PAYMENTS_PROVIDER_BASE_URL",
                    uri(ports.of(Topology.SIMULATOR, 1), "").toString());
        }
        if (program.equals(Topology.SIMULATOR)) {
            return Map.of(
                    "SIMULATOR_PORT",
                    String.valueOf(ports.of(program, 1)),
                    "SIMULATOR_DATA",
                    directories.data().resolve("provider-simulator").toString());
        }
        return Map.of();
    }

    /** All that auth-service could ever have here: a port where nothing listens refuses at once. */
    private String jwksUris() {
        return IntStream.rangeClosed(1, Topology.HIGHEST_INDEX)
                .mapToObj(index -> uri(ports.of(Topology.AUTH, index), "/internal/jwks.json"))
                .map(URI::toString)
                .collect(Collectors.joining(","));
    }
}

package io.breakwater.local.run;

import io.breakwater.backing.BackingFailure;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be known to fail before anything is started. */
final class StartChecks {

    // Empty databases, Kafka's segments and a day's logs.
    private static final long LEAST_MEGABYTES = 500;

    private StartChecks() {}

    /** @throws Refusal that names the first port that is taken, and by whom */
    static void ports(Ports ports, Map<Program, Integer> replicas) {
        Map<Integer, String> needed = new LinkedHashMap<>();
        replicas.forEach((program, count) -> {
            for (int index = 1; index <= count; index++) {
                needed.putAll(replica(ports, program, index));
            }
        });
        needed.put(ports.control(), "the launcher's control");
        needed.put(ports.postgres(), "PostgreSQL");
        needed.put(ports.redis(), "Redis");
        needed.put(ports.kafka(), "Kafka");
        needed.put(ports.kafkaController(), "Kafka's controller");
        needed.put(ports.smtp(), "the mailbox, SMTP");
        needed.put(ports.mailbox(), "the mailbox, HTTP");
        free(needed);
    }

    /** The same for one more replica beside others, who may have the port that it shares with them. */
    static void ports(Ports ports, Program program, int index) {
        Map<Integer, String> needed = replica(ports, program, index);
        if (Ports.shared(program)) {
            needed.remove(ports.of(program, index));
        }
        free(needed);
    }

    /** @throws Refusal where the disk is too full to begin */
    static void space(Path directory) {
        try {
            long megabytes = Files.getFileStore(directory).getUsableSpace() / 1024 / 1024;
            if (megabytes < LEAST_MEGABYTES) {
                throw Refusal.environment(
                        "The disk of %s has %d MB left; Breakwater needs %d MB to begin.",
                        directory, megabytes, LEAST_MEGABYTES);
            }
        } catch (IOException e) {
            throw Refusal.environment("%s can't be looked at (%s).", directory, Refusal.reason(e));
        }
    }

    private static Map<Integer, String> replica(Ports ports, Program program, int index) {
        Map<Integer, String> needed = new LinkedHashMap<>();
        needed.put(ports.of(program, index), program.name() + "/" + index);
        if (program.managed()) {
            needed.put(ports.management(program, index), program.name() + "/" + index + ", management");
        }
        return needed;
    }

    private static void free(Map<Integer, String> needed) {
        try {
            needed.forEach((port, what) -> io.breakwater.backing.Ports.requireFree(what, port));
        } catch (BackingFailure e) {
            throw Refusal.environment("%s", String.valueOf(e.getMessage()));
        }
    }
}

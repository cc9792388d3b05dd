package io.breakwater.local.topology;

import static io.breakwater.local.topology.Uses.KAFKA;
import static io.breakwater.local.topology.Uses.MAILBOX;
import static io.breakwater.local.topology.Uses.POSTGRES;
import static io.breakwater.local.topology.Uses.REDIS;

import io.breakwater.local.outcome.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that runs, in the order in which it is listed to people.
 *
 * <pre>
 *   client → gateway → auth-service            Postgres (auth), Redis, Kafka, mailbox
 *                    → core-api                Postgres (core), Kafka
 *                    → payments-service        Postgres (payments), Kafka → provider-simulator
 *                    → notifications-service   Postgres (notifications), Redis, Kafka, mailbox
 * </pre>
 *
 * Each program starts as soon as what it uses is ready. The heaps are twice what a run of 200 orders leaves alive.
 */
public final class Topology {

    /** Nine, because replica n listens on port + 100·(n−1) and the next service's block of ports follows. */
    public static final int MAX_REPLICAS = 9;

    /** One more than may run: a reload starts the new one before the old one leaves. */
    public static final int HIGHEST_INDEX = MAX_REPLICAS + 1;

    /** All of them listen on the one port of the door, by SO_REUSEPORT. */
    public static final Program GATEWAY = new Program(
            "gateway", 8080, true, MAX_REPLICAS, 96, "io.breakwater.gateway.GatewayApplication", null, Set.of(REDIS));

    public static final Program AUTH = new Program(
            "auth-service",
            8081,
            true,
            MAX_REPLICAS,
            112,
            "io.breakwater.auth.AuthApplication",
            "auth",
            Set.of(POSTGRES, REDIS, KAFKA, MAILBOX));

    public static final Program CORE = new Program(
            "core-api",
            8082,
            true,
            MAX_REPLICAS,
            112,
            "io.breakwater.core.CoreApplication",
            "core",
            Set.of(POSTGRES, KAFKA));

    public static final Program PAYMENTS = new Program(
            "payments-service",
            8083,
            true,
            MAX_REPLICAS,
            112,
            "io.breakwater.payments.PaymentsApplication",
            "payments",
            Set.of(POSTGRES, KAFKA));

    public static final Program NOTIFICATIONS = new Program(
            "notifications-service",
            8084,
            true,
            MAX_REPLICAS,
            112,
            "io.breakwater.notifications.NotificationsApplication",
            "notifications",
            Set.of(POSTGRES, REDIS, KAFKA, MAILBOX));

    /** The third party. Its management endpoints are on its only port. */
    public static final Program SIMULATOR = new Program(
            "provider-simulator", 8090, false, 1, 48, "io.breakwater.simulator.ProviderSimulator", null, Set.of());

    public static final List<Program> PROGRAMS = List.of(GATEWAY, AUTH, CORE, PAYMENTS, NOTIFICATIONS, SIMULATOR);

    /** What the gateway routes to. */
    public static final List<Program> SERVICES = List.of(AUTH, CORE, PAYMENTS, NOTIFICATIONS);

    /** Each group when the one before has gone. */
    public static final List<List<Program>> STOP_ORDER = List.of(List.of(GATEWAY), SERVICES, List.of(SIMULATOR));

    /** The gateways last: each new one of them then begins with the final list of who stands behind it. */
    public static final List<Program> RELOAD_ORDER = List.of(AUTH, CORE, PAYMENTS, NOTIFICATIONS, GATEWAY);

    private Topology() {}

    /** The program of that name. @throws Refusal where there is no such program; it names the known ones */
    public static Program get(String name) {
        return PROGRAMS.stream()
                .filter(program -> program.name().equals(name))
                .findAny()
                .orElseThrow(() -> Refusal.usage("There is no service \"%s\"; there are %s.", name, names()));
    }

    /** Checks a name. @throws Refusal where neither a program nor a backing server has it; it names the known ones */
    public static void checkPart(String name) {
        if (PROGRAMS.stream().noneMatch(program -> program.name().equals(name))
                && !backing().contains(name)) {
            throw Refusal.usage(
                    "There is no service \"%s\"; there are %s, and of the backing servers %s.",
                    name, names(), String.join(", ", backing()));
        }
    }

    /** Checks a wish. @throws Refusal where two of it can't be there at once, not even for a moment */
    public static void checkReloadable(Program program) {
        if (!RELOAD_ORDER.contains(program)) {
            throw Refusal.usage("%s is somebody else's and has one journal: it can't be reloaded.", program.name());
        }
    }

    /** Checks a wish. @throws Refusal where the program can't run that often */
    public static void checkReplicas(Program program, int replicas) {
        if (program.maxReplicas() == 1 && replicas != 1) {
            throw Refusal.usage("%s runs once: it has one journal.", program.name());
        }
        if (replicas < 1 || replicas > program.maxReplicas()) {
            throw Refusal.usage(
                    "%s can have 1 to %d replicas, not %d.", program.name(), program.maxReplicas(), replicas);
        }
    }

    private static List<String> backing() {
        return Arrays.stream(Uses.values()).map(Uses::word).toList();
    }

    private static String names() {
        return PROGRAMS.stream().map(Program::name).collect(Collectors.joining(", "));
    }
}

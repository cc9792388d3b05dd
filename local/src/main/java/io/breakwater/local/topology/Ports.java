package io.breakwater.local.topology;

import io.breakwater.local.outcome.Refusal;
import java.util.stream.IntStream;

/**
 * Every port of one running system, moved together by {@code BREAKWATER_PORT_OFFSET}. None may lie in 32768–60999: a
 * connect probe to an unbound port there can connect to itself, and outgoing connections take them.
 */
public record Ports(int offset) {

    private static final int EPHEMERAL_FIRST = 32768;
    private static final int EPHEMERAL_LAST = 60999;
    private static final int HIGHEST = 65535;

    public Ports {
        if (offset < 0) {
            throw Refusal.usage("BREAKWATER_PORT_OFFSET is %d: it can't be negative.", offset);
        }
        all(offset).filter(Ports::refused).findFirst().ifPresent(port -> {
            throw Refusal.usage(
                    "BREAKWATER_PORT_OFFSET=%d would put a port at %d: none may be in %d–%d or above %d;"
                            + " choose at most 13674.",
                    offset, port, EPHEMERAL_FIRST, EPHEMERAL_LAST, HIGHEST);
        });
    }

    /** Reads the environment variable. @throws Refusal where the text is no number, or the number moves a port into a forbidden range */
    public static Ports parse(String offset) {
        try {
            return new Ports(Integer.parseInt(offset.strip()));
        } catch (NumberFormatException e) {
            throw Refusal.usage("BREAKWATER_PORT_OFFSET is \"%s\": it must be a whole number.", offset);
        }
    }

    public int of(Program program, int index) {
        return replica(program, shared(program) ? 1 : index) + offset;
    }

    public int management(Program program, int index) {
        return replica(program, index) + 1000 + offset;
    }

    /** Whether all replicas listen on one port, with one management port each. */
    public static boolean shared(Program program) {
        return program.equals(Topology.GATEWAY);
    }

    public int control() {
        return 8070 + offset;
    }

    public int postgres() {
        return 15432 + offset;
    }

    public int redis() {
        return 16379 + offset;
    }

    public int kafka() {
        return 19092 + offset;
    }

    public int kafkaController() {
        return 19093 + offset;
    }

    public int smtp() {
        return 17025 + offset;
    }

    public int mailbox() {
        return 17080 + offset;
    }

    /** Those of all programs at most replicas and one more during a reload, all backing services (reserved ones too), and the launcher itself. */
    static IntStream all(int offset) {
        IntStream programs = Topology.PROGRAMS.stream()
                .flatMapToInt(program -> IntStream.rangeClosed(1, Topology.HIGHEST_INDEX)
                        .filter(index -> index == 1 || program.maxReplicas() > 1)
                        .map(index -> replica(program, index))
                        .flatMap(port -> program.managed() ? IntStream.of(port, port + 1000) : IntStream.of(port)));
        // 15433 and 17090 are the standby's and the object storage's.
        IntStream others = IntStream.of(8070, 15432, 15433, 16379, 19092, 19093, 17025, 17080, 17090);
        return IntStream.concat(programs, others).map(port -> port + offset);
    }

    private static int replica(Program program, int index) {
        return program.port() + 100 * (index - 1);
    }

    private static boolean refused(int port) {
        return port > HIGHEST || (port >= EPHEMERAL_FIRST && port <= EPHEMERAL_LAST);
    }
}

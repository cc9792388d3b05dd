package io.breakwater.local.drill;

import io.breakwater.local.run.RunFile.InstanceView;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Each of our programs is killed five times (SIGKILL), one at a time, at moments and replicas that the seed chooses. */
final class KillDrill implements Drill {

    private static final int ROUNDS = 5;

    // Between a heal and the next fault: long enough that traffic is even again, short enough that ten minutes suffice.
    private static final Duration SHORTEST_REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(4);

    // A kill and the start after it.
    private static final Duration ONE = Duration.ofSeconds(8);

    /** Everything of ours that a request or an event passes; the simulator is somebody else's. */
    static List<Program> ours() {
        return Stream.concat(Stream.of(Topology.GATEWAY), Topology.SERVICES.stream())
                .toList();
    }

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String sentence() {
        return "each program is killed five times (SIGKILL), one of two replicas at a time";
    }

    @Override
    public Duration usual() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int replicas() {
        return 2;
    }

    @Override
    public void faults(Scene scene) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            List<Program> order = new ArrayList<>(ours());
            Collections.shuffle(order, Random.from(scene.random()));
            for (Program program : order) {
                scene.rest(SHORTEST_REST, LONGEST_REST);
                if (!scene.timeFor(ONE)) {
                    return;
                }
                List<InstanceView> replicas = scene.control().replicas(program.name());
                scene.kill(replicas.get(scene.random().nextInt(replicas.size())));
            }
        }
    }
}

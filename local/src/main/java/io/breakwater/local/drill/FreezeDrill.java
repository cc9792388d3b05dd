package io.breakwater.local.drill;

import io.breakwater.local.run.RunFile.InstanceView;
import io.breakwater.local.topology.Program;
import java.time.Duration;
import java.util.List;

/**
 * One replica of each program is frozen for 30 s (SIGSTOP) and then goes on, with leases that others have taken over since
 * and with connections whose other ends have gone.
 */
final class FreezeDrill implements Drill {

    // Three times a lease, and beyond every time-out of a request.
    private static final Duration FROZEN = Duration.ofSeconds(30);

    // The thaw: what it held is answered, refused or done again by then.
    private static final Duration REST = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public String sentence() {
        return "one of two replicas of each program is frozen for 30 s (SIGSTOP), one at a time";
    }

    @Override
    public Duration usual() {
        return Duration.ofMinutes(5);
    }

    @Override
    public int replicas() {
        return 2;
    }

    @Override
    public void faults(Scene scene) throws InterruptedException {
        for (Program program : KillDrill.ours()) {
            scene.rest(Duration.ofSeconds(1), Duration.ofSeconds(3));
            if (!scene.timeFor(FROZEN)) {
                return;
            }
            List<InstanceView> replicas = scene.control().replicas(program.name());
            InstanceView victim = replicas.get(scene.random().nextInt(replicas.size()));
            scene.freeze(victim.service(), victim.index(), FROZEN);
            scene.rest(REST);
        }
    }
}

package io.breakwater.local.drill;

import io.breakwater.local.topology.Program;
import java.time.Duration;

/** Every process of ours is replaced while people browse, log in, order, read and listen; not one request may fail. */
final class ReloadDrill implements Drill {

    @Override
    public String name() {
        return "reload";
    }

    @Override
    public String sentence() {
        return "every program is reloaded under mixed traffic; no request may fail";
    }

    @Override
    public Duration usual() {
        return Duration.ofMinutes(6);
    }

    @Override
    public int replicas() {
        return 1;
    }

    @Override
    public boolean mixed() {
        return true;
    }

    @Override
    public boolean strict() {
        return true;
    }

    @Override
    public void faults(Scene scene) throws InterruptedException {
        for (Program program : KillDrill.ours()) {
            scene.rest(Duration.ofSeconds(2), Duration.ofSeconds(4));
            // The next start and drain take some fifteen seconds.
            if (!scene.timeFor(Duration.ofSeconds(15))) {
                return;
            }
            scene.reload(program.name());
        }
    }
}

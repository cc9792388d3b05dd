package io.breakwater.local.drill;

import java.time.Duration;

/** Kafka is killed five times and then frozen for most of a minute; orders are accepted all the time, their outcome waits. */
final class BrokerDrill implements Drill {

    private static final int BOUNCES = 5;

    // Beyond the producers' own time-outs and the consumers' sessions of 10 s.
    private static final Duration AWAY = Duration.ofSeconds(45);

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public String sentence() {
        return "Kafka is killed five times and then frozen for 45 s";
    }

    @Override
    public Duration usual() {
        return Duration.ofMinutes(5);
    }

    @Override
    public int replicas() {
        return 1;
    }

    @Override
    public void faults(Scene scene) throws InterruptedException {
        for (int i = 0; i < BOUNCES; i++) {
            scene.rest(Duration.ofSeconds(3), Duration.ofSeconds(8));
            if (!scene.timeFor(Duration.ofSeconds(10))) {
                return;
            }
            scene.killBroker();
        }
        scene.rest(Duration.ofSeconds(10));
        if (scene.timeFor(AWAY)) {
            scene.freeze("kafka", 0, AWAY);
            scene.rest(Duration.ofSeconds(5));
        }
    }
}

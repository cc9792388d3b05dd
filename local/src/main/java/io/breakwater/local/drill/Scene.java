package io.breakwater.local.drill;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.RunFile.InstanceView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a drill works with while the load goes on: the control port, its dice, its clock, and what it will take back. */
final class Scene {

    // A start beside a drill's load on two busy cores; the launcher gives up after five minutes itself.
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private static final int CONNECT_MILLIS = 1000;

    private final ControlPort control;
    private final RandomGenerator random;
    private final Timeline timeline;
    private final TakingBack takingBack;
    private final Console console;
    private final long end;
    private final int brokerPort;
    private final CountDownLatch never = new CountDownLatch(1);

    /** @param faults for how long faults are put in */
    Scene(
            ControlPort control,
            RandomGenerator random,
            Timeline timeline,
            TakingBack takingBack,
            Console console,
            Duration faults,
            int brokerPort) {
        this.control = control;
        this.random = random;
        this.timeline = timeline;
        this.takingBack = takingBack;
        this.console = console;
        this.end = System.nanoTime() + faults.toNanos();
        this.brokerPort = brokerPort;
    }

    ControlPort control() {
        return control;
    }

    Timeline timeline() {
        return timeline;
    }

    RandomGenerator random() {
        return random;
    }

    /** For one more fault of that length. */
    boolean timeFor(Duration fault) {
        return System.nanoTime() + fault.toNanos() < end;
    }

    void rest(Duration pause) throws InterruptedException {
        if (never.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }

    /** Somewhere between the two, by the dice. */
    void rest(Duration least, Duration most) throws InterruptedException {
        rest(Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1)));
    }

    /** SIGKILL; returns when it is ready again. */
    void kill(InstanceView victim) throws InterruptedException {
        String name = victim.service() + "/" + victim.index();
        console.fault("killing " + name);
        long begin = System.currentTimeMillis();
        control.signal("kill", victim.service(), victim.index());
        // What was under way there is hurt, also what the kernel still takes in for a process that it is taking apart;
        // who
        // comes later finds another.
        until(name, () -> !isAlive(victim.pid()));
        timeline.add("killed", victim.service(), begin, System.currentTimeMillis());
        awaitAll(
                name,
                victim.service(),
                instance -> instance.index() != victim.index() || !Objects.equals(instance.pid(), victim.pid()));
    }

    /** SIGSTOP, and SIGCONT after a while. A backing server has the index 0. */
    void freeze(String service, int index, Duration how) throws InterruptedException {
        String name = index == 0 ? service : service + "/" + index;
        console.fault("freezing " + name + " for " + how.toSeconds() + " s");
        long begin = System.currentTimeMillis();
        TakingBack.Step resume = takingBack.later("resume " + name, () -> control.signal("resume", service, index));
        control.signal("pause", service, index);
        rest(how);
        resume.now();
        // It answers late what it had taken on.
        timeline.add("frozen", service, begin, System.currentTimeMillis() + 1000);
    }

    /** SIGKILL for the broker; returns when its port answers again. */
    void killBroker() throws InterruptedException {
        console.fault("killing kafka");
        long begin = System.currentTimeMillis();
        control.signal("kill", "kafka", 0);
        until("kafka", () -> !brokerListens());
        until("kafka", this::brokerListens);
        timeline.add("killed", "kafka", begin, System.currentTimeMillis());
    }

    List<String> reload(String service) throws InterruptedException {
        console.fault("reloading " + service);
        long begin = System.currentTimeMillis();
        List<String> replaced = control.reload(service);
        replaced.forEach(one -> timeline.add("reloaded", service, begin, System.currentTimeMillis()));
        return replaced;
    }

    private interface Condition {
        boolean holds(InstanceView instance);
    }

    private void awaitAll(String name, String service, Condition also) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            boolean ready = control.replicas(service).stream()
                    .allMatch(one -> one.state().equals("ready") && one.pid() != null && also.holds(one));
            if (ready) {
                return;
            }
            if (System.nanoTime() - begin > LONGEST_START.toNanos()) {
                throw Refusal.failed("%s was not ready again after %d s.", name, LONGEST_START.toSeconds());
            }
            rest(Duration.ofMillis(200));
        }
    }

    private void until(String name, BooleanSupplier condition) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > LONGEST_START.toNanos()) {
                throw Refusal.failed("%s was not ready again after %d s.", name, LONGEST_START.toSeconds());
            }
            rest(Duration.ofMillis(50));
        }
    }

    private static boolean isAlive(@Nullable Long pid) {
        return pid != null
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private boolean brokerListens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.breakwater.platform.work;

import io.breakwater.platform.drain.DrainPhases;
import io.breakwater.platform.drain.DrainTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/** The loops of all workers, and their end: first no more claims, then what is in hand. */
final class Workers implements SmartLifecycle {

    private final List<Worker> workers;
    private final Function<Worker, WorkerLoop> loop;
    private final Consumer<String> overran;
    private final List<WorkerLoop> loops = new ArrayList<>();
    private final List<Thread> claiming = new ArrayList<>();
    private volatile boolean running;

    /** @param overran told what was left unfinished at the end */
    Workers(List<Worker> workers, Function<Worker, WorkerLoop> loop, Consumer<String> overran) {
        this.workers = workers;
        this.loop = loop;
        this.overran = overran;
    }

    @Override
    public void start() {
        for (Worker worker : workers) {
            WorkerLoop started = loop.apply(worker);
            loops.add(started);
            claiming.add(
                    Thread.ofVirtual().name("work-" + worker.kind() + "-claims").start(started::run));
            Thread.ofVirtual().name("work-" + worker.kind() + "-leases").start(started::renew);
        }
        running = true;
    }

    @Override
    public void stop() {
        loops.forEach(WorkerLoop::stop);
        long end = System.nanoTime() + DrainTimes.WORKERS.toNanos();
        try {
            // A claim that is being made right now still gets its job into the hands of a thread.
            for (Thread claims : claiming) {
                claims.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            for (WorkerLoop one : loops) {
                if (!one.await(Math.max(0, end - System.nanoTime()))) {
                    overran.accept(one.kind() + " jobs are left unfinished, another instance takes them over when their"
                            + " leases end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        claiming.clear();
        loops.clear();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DrainPhases.WORKERS;
    }
}

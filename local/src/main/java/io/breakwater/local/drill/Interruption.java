package io.breakwater.local.drill;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a drill from outside: its launcher has gone, its time is over, or somebody has had enough. The thread that drills
 * is interrupted.
 */
final class Interruption implements AutoCloseable {

    private final Thread drilling;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable String reason;

    Interruption(Thread drilling) {
        this.drilling = drilling;
    }

    void whenGone(ProcessHandle launcher) {
        var _ = launcher.onExit()
                .thenRun(() -> end("Breakwater (pid %d) has ended beneath the drill; nothing was judged."
                        .formatted(launcher.pid())));
    }

    void after(Duration bound) {
        Thread.ofVirtual().name("bound").start(() -> {
            try {
                if (!over.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                    end("The drill has not ended within " + Console.minutes(bound) + "; nothing was judged.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    synchronized void end(String why) {
        if (over.getCount() > 0 && reason == null) {
            reason = why;
            drilling.interrupt();
        }
    }

    /** In a sentence; null where nobody ended it. */
    synchronized @Nullable String reason() {
        return reason;
    }

    @Override
    public synchronized void close() {
        over.countDown();
    }
}

package io.breakwater.platform.drain;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes SIGTERM end with exit code 0, or 1 where the drain overran; the JVM's own answer is 143, which supervisors take
 * for a crash. Runs after all contexts are closed, or when the budget is spent: whatever hangs then hangs no longer.
 */
final class ExitAfterDrain implements ApplicationListener<ApplicationStartedEvent> {

    private static final Logger log = LoggerFactory.getLogger(ExitAfterDrain.class);

    private final Drain drain;
    private final Duration budget;
    private final CountDownLatch closed = new CountDownLatch(1);

    ExitAfterDrain(Drain drain, Duration budget) {
        this.drain = drain;
        this.budget = budget;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        if (isProgram(event.getSpringApplication())) {
            SpringApplication.getShutdownHandlers().add(this::exit);
            // The JVM runs its hooks at once: this one counts the time while Boot's closes the contexts.
            Runtime.getRuntime().addShutdownHook(new Thread(this::watch, "drain-budget"));
        }
    }

    /** False in a test, whose JVM belongs to the test runner. */
    static boolean isProgram(SpringApplication application) {
        return application.getAllSources().contains(application.getMainApplicationClass());
    }

    static void halt(int exitCode) {
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    private void exit() {
        closed.countDown();
        // A context that closed without a drain (a failed start, System.exit) keeps the exit code that it has.
        if (drain.draining()) {
            halt(drain.overran() ? 1 : 0);
        }
    }

    private void watch() {
        try {
            if (!closed.await(budget.toMillis(), TimeUnit.MILLISECONDS)) {
                log.error("Draining: something hangs beyond the budget of {} s, ending without it", budget.toSeconds());
                halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.breakwater.platform.drain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes SIGTERM end with exit code 0, or 1 where the drain overran its budget; the JVM's own answer is 143, which
 * supervisors take for a crash. Runs after all contexts are closed.
 */
final class ExitAfterDrain implements ApplicationListener<ApplicationReadyEvent> {

    private final Drain drain;

    ExitAfterDrain(Drain drain) {
        this.drain = drain;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        SpringApplication application = event.getSpringApplication();
        // Only where the application is the program: in a test the JVM belongs to the test runner.
        if (application.getAllSources().contains(application.getMainApplicationClass())) {
            SpringApplication.getShutdownHandlers().add(this::exit);
        }
    }

    private void exit() {
        // A context that closed without a drain (a failed start, System.exit) keeps the exit code that it has.
        if (drain.draining()) {
            System.out.flush();
            Runtime.getRuntime().halt(drain.overran() ? 1 : 0);
        }
    }
}

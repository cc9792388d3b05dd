package io.breakwater.platform.drain;

import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * SIGTERM before the instance serves: it leaves at once, with exit code 0. Boot's own hook would wait until the start is
 * through, a minute where the database is away, and then close what nobody used. Nothing is half done: each migration is
 * a transaction, and so is everything else.
 */
final class LeaveDuringStart implements ApplicationListener<SpringApplicationEvent> {

    private final Thread leave = new Thread(() -> ExitAfterDrain.halt(0), "leave-during-start");
    private boolean armed;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        switch (event) {
            case ApplicationStartingEvent begins
            when ExitAfterDrain.isProgram(begins.getSpringApplication()) -> {
                Runtime.getRuntime().addShutdownHook(leave);
                armed = true;
            }
            // From here on there is something to drain, or an exit code of its own.
            case ApplicationStartedEvent started -> stay();
            case ApplicationFailedEvent failed -> stay();
            default -> {
                // Of no interest.
            }
        }
    }

    private void stay() {
        if (armed) {
            try {
                Runtime.getRuntime().removeShutdownHook(leave);
            } catch (IllegalStateException e) {
                // Too late: it is leaving already.
                ExitAfterDrain.halt(0);
            }
            armed = false;
        }
    }
}

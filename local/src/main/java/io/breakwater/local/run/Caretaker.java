package io.breakwater.local.run;

import io.breakwater.local.outcome.Refusal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second for what nobody tells us: that {@code .local} was deleted, that the command which started us was
 * killed, or that a full disk has room again.
 */
final class Caretaker {

    // Short enough that a second launcher, which takes longer to start, finds the first one stopping.
    private static final long EVERY_SECONDS = 1;

    private final LocalDirectories directories;
    private final LauncherClaim claim;
    private final Bulletin bulletin;
    private final Consumer<Refusal> fail;
    private final @Nullable ProcessHandle parent =
            ProcessHandle.current().parent().orElse(null);

    /** @param fail is told once what makes it impossible to go on */
    Caretaker(LocalDirectories directories, LauncherClaim claim, Bulletin bulletin, Consumer<Refusal> fail) {
        this.directories = directories;
        this.claim = claim;
        this.bulletin = bulletin;
        this.fail = fail;
    }

    void start(CountDownLatch end) {
        Thread.ofVirtual().name("caretaker").start(() -> run(end));
    }

    private void run(CountDownLatch end) {
        try {
            while (!end.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                if (!claim.stands()) {
                    // The staged programs and the data were there too: nothing could be started again.
                    fail.accept(Refusal.failed(
                            "%s was deleted while Breakwater ran: stopping what is left.", directories.run()));
                } else if (parent != null && !parent.isAlive()) {
                    fail.accept(Refusal.failed("The command that started Breakwater was killed: stopping."));
                } else {
                    bulletin.retry();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

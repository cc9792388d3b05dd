package io.breakwater.local.view;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Shows the table anew every two seconds, until it is closed. */
public final class LiveView implements AutoCloseable {

    private final Supplier<List<Part>> parts;
    private final BiConsumer<List<String>, TerminalSize> show;
    private final Sampler sampler = new Sampler();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    private LiveView(Supplier<List<Part>> parts, BiConsumer<List<String>, TerminalSize> show) {
        this.parts = parts;
        this.show = show;
        this.thread = Thread.ofVirtual().name("live view").unstarted(this::run);
    }

    /**
     * Shows it at once.
     *
     * @param show takes the rows, none at the end, and the size of the terminal by then
     */
    public static LiveView begin(Supplier<List<Part>> parts, BiConsumer<List<String>, TerminalSize> show) {
        LiveView view = new LiveView(parts, show);
        view.thread.start();
        return view;
    }

    /** Returns when nothing of it is left on the screen; does nothing the second time. */
    @Override
    public void close() {
        if (end.getCount() == 0) {
            return;
        }
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        show.accept(List.of(), TerminalSize.ask());
    }

    private void run() {
        try {
            do {
                show.accept(sampler.rows(parts.get()), TerminalSize.ask());
            } while (!end.await(Sampler.EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

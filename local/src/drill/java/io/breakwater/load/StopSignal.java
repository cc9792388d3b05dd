package io.breakwater.load;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Standard input is the drill's pipe: a byte says that no more customers are to arrive, its end that the drill is gone. Those
 * inside go on until they have their answers.
 */
final class StopSignal {

    // Who still tries then never gets an answer: eight tries with pauses of up to 5 s, each of up to 10 s.
    private static final int LONGEST_FAREWELL_SECONDS = 110;

    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);

    void watch() {
        Thread.ofPlatform().name("stop").daemon().start(this::await);
    }

    boolean asked() {
        return asked.getCount() == 0;
    }

    void enter() {
        inside.incrementAndGet();
    }

    void leave() {
        inside.decrementAndGet();
    }

    private void await() {
        int code = 0;
        try {
            if (System.in.read() >= 0) {
                asked.countDown();
                CountDownLatch never = new CountDownLatch(1);
                for (int i = 0; i < LONGEST_FAREWELL_SECONDS * 10 && inside.get() > 0; i++) {
                    if (never.await(100, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                }
            }
        } catch (IOException e) {
            code = 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Gatling has no stop without cutting off who is inside; now nobody is.
        Runtime.getRuntime().halt(code);
    }
}

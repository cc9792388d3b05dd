package io.breakwater.platform.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that the JDK can't send. */
public final class Signals {

    private Signals() {}

    /** Sends the signal, given without SIG. */
    public static void send(String name, long pid) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("SIG" + name + " did not reach process " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

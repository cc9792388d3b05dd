package io.breakwater.backing;

import java.io.IOException;

/** Ends a child JVM with its parent: the pipe at its stdin closes however the parent dies, kill -9 included. */
final class ParentWatch {

    static final String READY = "breakwater: ready";

    private ParentWatch() {}

    static void start() {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nobody writes; whatever comes is not for us.
                }
            } catch (IOException e) {
                // As good as the end.
            }
            System.exit(0);
        });
    }
}

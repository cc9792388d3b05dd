package io.breakwater.local.watch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another class' {@code main} in a process that must not outlive the launcher: standard input is a pipe that the
 * launcher holds open, so its end says that the launcher is gone, however it went.
 */
public final class ParentWatch {

    private ParentWatch() {}

    /** Takes the class to run, then its own arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().name("parent-watch").daemon().start(ParentWatch::watch);
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            // As if main had been called by the JVM itself.
            e.printStackTrace();
            Runtime.getRuntime().exit(1);
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; what comes all the same says that the launcher lives.
            }
        } catch (IOException e) {
            System.err.println("The launcher's pipe broke: " + e.getMessage());
        }
        // Nobody waits for a drain any more, and an orphan would hold its port against the next start.
        Runtime.getRuntime().halt(1);
    }
}

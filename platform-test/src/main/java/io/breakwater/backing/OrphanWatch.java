package io.breakwater.backing;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a server that can't watch its parent itself: a shell waits at a pipe that closes when this process dies, however it
 * dies, and then sends the server a signal.
 */
public final class OrphanWatch implements AutoCloseable {

    private final @Nullable Process shell;

    private OrphanWatch(@Nullable Process shell) {
        this.shell = shell;
    }

    static OrphanWatch none() {
        return new OrphanWatch(null);
    }

    public static OrphanWatch over(ProcessHandle server, String signal) {
        try {
            // Interrupts from the terminal go to the whole group; this one is for us to answer.
            String script = "trap '' INT; read -r _; kill -" + signal + " " + server.pid();
            return new OrphanWatch(new ProcessBuilder("sh", "-c", script)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new BackingFailure("No shell can be started: " + e.getMessage() + ".", e);
        }
    }

    /** The server has ended, and its pid may soon be another's. */
    @Override
    public void close() {
        if (shell != null) {
            shell.toHandle().destroyForcibly();
        }
    }
}

package io.breakwater.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A process, with all its descendants, that is stopped (SIGSTOP) until this is closed. The signals are sent by a shell that
 * waits at a pipe of ours, so that the process goes on also when we die, and then notices that we did.
 */
public final class Freeze implements AutoCloseable {

    // Interrupts from a terminal go to a whole group; this one ends with its pipe alone.
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            stopped=
            while read -r pid; do
                kill -STOP "$pid" && stopped="$stopped $pid"
                echo "$pid"
            done
            [ -z "$stopped" ] || kill -CONT $stopped
            """;

    private final Process shell;
    private final Writer pids;
    private final BufferedReader done;

    private Freeze(Process shell) {
        this.shell = shell;
        this.pids = shell.outputWriter();
        this.done = shell.inputReader();
    }

    /** Returns when the signals are sent. */
    public static Freeze of(ProcessHandle process) throws IOException {
        Freeze freeze = new Freeze(new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        try {
            freeze.stop(process);
            // Listed when their parent can't make more of them.
            List<ProcessHandle> descendants = process.descendants().toList();
            for (ProcessHandle descendant : descendants) {
                freeze.stop(descendant);
            }
            return freeze;
        } catch (IOException e) {
            freeze.close();
            throw e;
        }
    }

    private void stop(ProcessHandle process) throws IOException {
        pids.write(process.pid() + "\n");
        pids.flush();
        if (done.readLine() == null) {
            throw new IOException("the shell that was to stop pid " + process.pid() + " has ended");
        }
    }

    /** SIGCONT for all of them. Returns when it is sent; does nothing the second time. */
    @Override
    public void close() {
        try {
            pids.close();
            shell.waitFor();
        } catch (IOException e) {
            // The shell is gone, and with it the only one who could have told them: a kill of it is a kill of us all.
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

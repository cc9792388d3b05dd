package io.breakwater.local.run;

import io.breakwater.local.view.Footer;
import io.breakwater.local.view.TerminalSize;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What people see of a running system: a line per part and per change of state. Of the parts' own output only errors,
 * and not many of them; all of it with {@code --verbose}.
 */
public final class Console {

    // Boot's plain layout: time, level, logger, message. What follows an error (its stack trace, or all of it where the
    // message is empty) is in the log.
    private static final Pattern ERROR = Pattern.compile("^\\S+ +ERROR .* : +\\S.*");

    // A part in trouble repeats itself; the first lines say it, the log has all.
    private static final int ERRORS_PER_WINDOW = 3;
    private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int[] PALETTE = {36, 35, 34, 32, 33, 96, 95, 94, 92};

    private final PrintStream out;
    private final boolean colours;
    private final boolean verbose;
    private final Footer footer = new Footer();
    private final Map<String, Window> windows = new HashMap<>();

    private static final class Window {
        private long begin = System.nanoTime() - WINDOW_NANOS;
        private int shown;
    }

    public Console(PrintStream out, boolean colours, boolean verbose) {
        this.out = out;
        this.colours = colours;
        this.verbose = verbose;
    }

    public synchronized void line(String text) {
        out.print(footer.above(text));
        out.flush();
    }

    /** Keeps a table below all lines; without rows there is none any more. */
    public synchronized void table(List<String> rows, TerminalSize size) {
        out.print(footer.show(rows, size));
        out.flush();
    }

    /** A part that became ready. */
    void part(String name, String place, Duration after) {
        line("  %s  %-26s %s".formatted(colour(name, 24), place, seconds(after)));
    }

    /** Something happened to a part. */
    void change(String name, String what) {
        line("  %s  %s".formatted(colour(name, 24), what));
    }

    /** A line that a part wrote. */
    synchronized void output(String name, String text) {
        if (verbose) {
            line(colour(name, 24) + " | " + text);
        } else if (ERROR.matcher(text).matches()) {
            Window window = windows.computeIfAbsent(name, key -> new Window());
            if (System.nanoTime() - window.begin >= WINDOW_NANOS) {
                window.begin = System.nanoTime();
                window.shown = 0;
            }
            window.shown++;
            if (window.shown <= ERRORS_PER_WINDOW) {
                line(colour(name, 24) + " | " + text);
            } else if (window.shown == ERRORS_PER_WINDOW + 1) {
                line(colour(name, 24) + " | ... (more: ./breakwater logs " + name + ")");
            }
        }
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private String colour(String name, int width) {
        String padded = ("%-" + width + "s").formatted(name);
        int code = PALETTE[Math.floorMod(name.hashCode(), PALETTE.length)];
        return colours ? "\u001B[" + code + "m" + padded + "\u001B[0m" : padded;
    }
}

package io.breakwater.local.drill;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What people see while a drill runs. */
final class Console {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void line(String line) {
        out.println(line);
        out.flush();
    }

    /** With the time of day, to be found again in the logs. */
    void fault(String what) {
        line(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + what);
    }

    void progress(String what) {
        line(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "    " + what);
    }

    static String minutes(Duration duration) {
        return (duration.toSeconds() + 59) / 60 + " min";
    }
}

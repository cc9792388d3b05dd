package io.breakwater.local.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How much a terminal shows. */
public record TerminalSize(int rows, int columns) {

    static final TerminalSize USUAL = new TerminalSize(24, 80);

    /** Of the terminal that we belong to; the usual size where it doesn't tell. Costs a process of two milliseconds. */
    public static TerminalSize ask() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return USUAL;
        }
    }

    static TerminalSize parse(String text) {
        String[] words = text.strip().split(" ", -1);
        if (words.length != 2 || !words[0].matches("[0-9]{1,5}") || !words[1].matches("[0-9]{1,5}")) {
            return USUAL;
        }
        int rows = Integer.parseInt(words[0]);
        int columns = Integer.parseInt(words[1]);
        // A terminal that doesn't know says 0 0.
        return rows == 0 || columns < 2 ? USUAL : new TerminalSize(rows, columns);
    }
}

package io.breakwater.local.view;

import java.util.List;

/**
 * A table at the bottom of a terminal, below lines that scroll. It is redrawn with the two oldest movements only (up, and
 * erase to the end) and leaves the cursor below it: no mode is changed, so that whoever dies leaves a sane terminal.
 */
public final class Footer {

    private List<String> rows = List.of();
    private List<String> drawn = List.of();
    private TerminalSize size = TerminalSize.USUAL;

    /** From now on these rows; what to write for them to appear. */
    public String show(List<String> next, TerminalSize now) {
        rows = List.copyOf(next);
        size = now;
        return erase() + draw();
    }

    /** What to write so that the text stands above the rows. */
    public String above(String text) {
        return erase() + text + "\n" + draw();
    }

    private String erase() {
        // A terminal that became narrower has wrapped what was drawn for the old width.
        int lines = drawn.stream()
                .mapToInt(row -> Math.max(1, Math.ceilDiv(row.length(), size.columns())))
                .sum();
        drawn = List.of();
        return lines == 0 ? "" : "\u001B[%dA\u001B[J".formatted(lines);
    }

    private String draw() {
        if (rows.isEmpty()) {
            return "";
        }
        // Rows above the top of the screen could not be erased; one line is the scrolling text's, one the cursor's.
        int most = Math.max(0, size.rows() - 2);
        drawn = rows.stream()
                .limit(most)
                .map(row -> row.substring(0, Math.min(row.length(), size.columns() - 1))
                        .stripTrailing())
                .toList();
        return drawn.isEmpty() ? "" : String.join("\n", drawn) + "\n";
    }
}

package io.breakwater.platform.events;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one look into the outbox found.
 *
 * @param rows in the order of their positions
 * @param held every partition that was looked into, also those without a row
 * @param resting whether rows may have been passed over because their aggregate rests
 * @param retrying whether any of these rests for another reason than that the broker refuses its row
 */
record OutboxBatch(List<OutboxRow> rows, Map<Integer, Held> held, Horizon horizon, boolean resting, boolean retrying) {

    /**
     * A partition's part.
     *
     * @param first position of its first row; greater than every position where there is none
     * @param last position of its last row; 0 where there is none
     */
    record Held(long epoch, long first, long last) {

        private Held with(@Nullable OutboxRow row) {
            return row == null
                    ? this
                    : new Held(epoch, Math.min(first, row.position()), Math.max(last, row.position()));
        }
    }

    /**
     * The look's place among the transactions of the whole server.
     *
     * @param oldestRunning all transactions before this one had ended, and what they committed was seen
     * @param next this transaction, and all later ones, had not begun to write
     */
    record Horizon(long oldestRunning, long next) {}

    /** One line of the answer: a partition, with one of its rows or none. */
    record Line(
            int partition, long epoch, @Nullable OutboxRow row, Horizon horizon, boolean resting, boolean retrying) {

        static Line of(ResultSet line, int number) throws SQLException {
            return new Line(
                    line.getInt("held"),
                    line.getLong("epoch"),
                    line.getObject("position") == null ? null : OutboxRow.of(line, number),
                    new Horizon(line.getLong("oldest_running"), line.getLong("next_transaction")),
                    line.getBoolean("resting"),
                    line.getBoolean("retrying"));
        }
    }

    static OutboxBatch of(List<Line> lines) {
        Map<Integer, Held> held = new TreeMap<>();
        for (Line line : lines) {
            held.merge(
                    line.partition(),
                    new Held(line.epoch(), Long.MAX_VALUE, 0).with(line.row()),
                    (known, one) -> known.with(line.row()));
        }
        List<OutboxRow> rows =
                lines.stream().map(Line::row).filter(Objects::nonNull).toList();
        if (lines.isEmpty()) {
            return new OutboxBatch(rows, held, new Horizon(0, Long.MAX_VALUE), true, false);
        }
        Line any = lines.getFirst();
        return new OutboxBatch(rows, held, any.horizon(), any.resting(), any.retrying());
    }
}

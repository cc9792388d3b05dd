package io.breakwater.local.drill.load;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One try of a request, as the generator wrote it down.
 *
 * @param key its Idempotency-Key, or "-"
 * @param card of an order, or "-"
 * @param fresh whether a connection had to be made for it
 * @param answer the status and a problem's name, or why there was none; null where the generator ended before
 * @param order the id of an accepted one, else "-"
 */
public record Request(
        String kind,
        String user,
        String key,
        String card,
        int attempt,
        boolean fresh,
        long beganMillis,
        long endedMillis,
        @Nullable String answer,
        String order) {

    // Right in themselves: the first try of the key still runs, or there is nothing more to have.
    private static final Set<String> TRUE_REFUSALS = Set.of("409 idempotency-in-progress", "409 insufficient-stock");

    /** It got what it asked for, or a true answer. */
    public boolean good() {
        String got = answer;
        return got != null && (got.startsWith("2") || TRUE_REFUSALS.contains(got));
    }

    /** The connection that had just been made was reset before anything came. */
    public boolean resetWhileConnecting() {
        String got = answer;
        return got != null && fresh && got.contains("onnection reset");
    }

    public boolean accepted() {
        return !order.equals("-");
    }

    /** As it is counted: "503 unavailable", "connection reset", ... */
    public String failure() {
        String got = answer;
        if (got == null) {
            return "cut off";
        }
        int colon = got.indexOf(": ");
        return got.matches("[0-9]{3}.*") ? got : got.substring(colon < 0 ? 0 : colon + 2);
    }

    /** Whether it was under way at that instant. */
    public boolean underWayAt(long millis) {
        return beganMillis <= millis && millis <= endedMillis;
    }

    Request answered(String answer, String order, long endedMillis) {
        return new Request(kind, user, key, card, attempt, fresh, beganMillis, endedMillis, answer, order);
    }
}

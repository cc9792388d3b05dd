package io.breakwater.local.process;

import io.breakwater.backing.Ports;
import io.breakwater.local.outcome.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What to say of a program that ended before it was ready.
 *
 * @param inARow how often it did; 0 where it had been ready
 * @param lastLines what it wrote last
 * @param ports those it needs
 */
record FailedStart(String name, int inARow, List<String> lastLines, List<Integer> ports) {

    // Who failed that often in a row won't start the fourth time either.
    static final int HOPELESS = 3;

    /** Why no further try will do. Empty where one might. */
    Optional<Refusal> hopeless() {
        Optional<String> taken = takenPort();
        if (taken.isPresent()) {
            return Optional.of(Refusal.environment(
                    "%s can't start: %s: stop that, or set BREAKWATER_PORT_OFFSET.", name, taken.get()));
        }
        if (inARow < HOPELESS) {
            return Optional.empty();
        }
        String lines = String.join("\n    ", lastLines);
        String hint = lines.contains("checksum mismatch")
                ? "The data were written by another version: keep them with it, or forget them with up --fresh. "
                : "";
        return Optional.of(Refusal.failed(
                "%s ended %d times before it was ready. %sIts last lines:%n    %s%n  All of them: ./breakwater logs %s",
                name, inARow, hint, lines, name));
    }

    /** The port that was free when it was checked and is another's now, and whose. */
    Optional<String> takenPort() {
        if (inARow == 0 || lastLines.stream().noneMatch(line -> line.contains("already in use"))) {
            return Optional.empty();
        }
        return ports.stream()
                .filter(port -> !Ports.free(port))
                .findFirst()
                .map(port ->
                        "port " + port + " is taken by " + Ports.holder(port).orElse("another program"));
    }
}

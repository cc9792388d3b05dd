package io.breakwater.local.aot;

import io.breakwater.local.outcome.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether and when caches are trained; the value of {@code BREAKWATER_TRAINING}. */
public enum Mode {
    /** The stories of the tests: they measure nothing, and nobody waits for their next start. */
    NEVER,
    /** As soon as the machine has nothing else to do. */
    IDLE,
    /** Without waiting for that: a bench has nothing else to do. */
    NOW;

    /** The mode of that name. @throws Refusal where there is no such mode; it names the known ones */
    public static Mode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(text))
                .findAny()
                .orElseThrow(() -> Refusal.usage(
                        "BREAKWATER_TRAINING is \"%s\"; it can be %s.",
                        text, Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", "))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

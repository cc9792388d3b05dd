package io.breakwater.local.drill.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the generator is asked for.
 *
 * @param rate orders a second
 * @param longest after which nobody arrives any more, also where nobody says stop
 * @param mixed whether people log in and read beside
 * @param directory of this drill's files
 */
public record LoadPlan(
        String gateway,
        long seed,
        double rate,
        Duration longest,
        boolean mixed,
        List<Customer> customers,
        List<String> products,
        Path directory) {}

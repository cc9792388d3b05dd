package io.breakwater.local.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How one instance is started, and where it answers that it is ready.
 *
 * @param command asked for at each start: what makes a start quicker may have come, or gone, since the last one
 * @param ports where it will listen
 */
public record LaunchPlan(
        Supplier<List<String>> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        URI readiness,
        List<Integer> ports) {}

package io.breakwater.local.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How one instance is started, and where it answers that it is ready. */
public record LaunchPlan(
        List<String> command, Map<String, String> environment, Path directory, Path log, URI readiness) {}

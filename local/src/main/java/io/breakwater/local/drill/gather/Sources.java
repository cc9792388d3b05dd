package io.breakwater.local.drill.gather;

import io.breakwater.local.run.RunFile;
import io.breakwater.local.topology.Ports;
import java.nio.file.Path;

/**
 * Where everything is that can be asked.
 *
 * @param secrets of the running system: the owners' passwords
 * @param topics contracts/topics.json
 */
public record Sources(RunFile file, Ports ports, Path secrets, Path topics) {}

package io.breakwater.local.drill;

import io.breakwater.local.run.LocalDirectories;
import io.breakwater.local.run.RunFile;
import io.breakwater.local.topology.Ports;
import java.nio.file.Path;

/**
 * The running system that is drilled.
 *
 * @param directories with the data and secrets that it uses
 * @param generator where the load generator's jars are
 */
public record Site(
        ProcessHandle launcher,
        RunFile file,
        Ports ports,
        LocalDirectories directories,
        Path repository,
        Path generator) {}

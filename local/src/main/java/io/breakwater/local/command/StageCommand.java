package io.breakwater.local.command;

import io.breakwater.local.build.Staging;
import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.run.LauncherClaim;
import io.breakwater.local.run.LocalDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For the script, after a build: prints the directory that everything is to run from. */
@Command(name = "stage", hidden = true, description = "Copies what was built to where it runs from.")
public final class StageCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LocalDirectories directories = Place.directories();
        directories.create();
        Staging staging = new Staging(Place.repository(), directories.root().resolve("apps"));
        Path staged = staging.stage();
        if (LauncherClaim.running(directories).isEmpty()) {
            staging.forgetOthers(staged);
        }
        Output.of(spec).println(staged);
        return ExitCodes.OK;
    }
}

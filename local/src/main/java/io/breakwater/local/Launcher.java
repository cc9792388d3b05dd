package io.breakwater.local;

import io.breakwater.local.command.BenchCommand;
import io.breakwater.local.command.DownCommand;
import io.breakwater.local.command.DrillCommand;
import io.breakwater.local.command.KillCommand;
import io.breakwater.local.command.LogsCommand;
import io.breakwater.local.command.PauseCommand;
import io.breakwater.local.command.PsCommand;
import io.breakwater.local.command.ReloadCommand;
import io.breakwater.local.command.ResumeCommand;
import io.breakwater.local.command.ScaleCommand;
import io.breakwater.local.command.StageCommand;
import io.breakwater.local.command.TestCommand;
import io.breakwater.local.command.UpCommand;
import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** What {@code ./breakwater} runs, once it has found a JDK and built what is stale. */
@Command(
        name = "breakwater",
        description = "Runs the whole of Breakwater on this machine, as real processes.",
        subcommands = {
            UpCommand.class,
            PsCommand.class,
            LogsCommand.class,
            KillCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ScaleCommand.class,
            ReloadCommand.class,
            DownCommand.class,
            BenchCommand.class,
            TestCommand.class,
            DrillCommand.class,
            StageCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:tried and failed: a part didn't start, a test failed, no test ran",
            "2:wrong use: an unknown command, option, service or number",
            "3:this machine doesn't allow it: no JDK 25, a port taken, already (or not) running, not writable"
        },
        footer = {
            "",
            "Begin with:  ./breakwater up      then, in another terminal:  ./breakwater ps",
            "BREAKWATER_PORT_OFFSET=N moves every port by N (0 to 13674); NO_COLOR=1 leaves colours out."
        },
        version = "Breakwater 1.0.0-SNAPSHOT")
public final class Launcher {

    private Launcher() {}

    public static void main(String[] args) {
        // The shutdown hook of `up` stops the system first.
        System.exit(commandLine().execute(args.length == 0 ? new String[] {"--help"} : args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(Launcher.class, new Factory());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof Refusal refusal) {
                command.getErr().println(refusal.sentence());
                return refusal.exitCode();
            }
            Exception cause = exception instanceof UncheckedIOException io ? io.getCause() : exception;
            if (cause instanceof FileSystemException failure) {
                command.getErr()
                        .printf("%s can't be read or written (%s).%n", failure.getFile(), Refusal.reason(failure));
                return ExitCodes.ENVIRONMENT;
            }
            throw exception;
        });
        line.setParameterExceptionHandler((exception, arguments) -> usage(exception));
        return line;
    }

    private static int usage(ParameterException exception) {
        PrintWriter err = exception.getCommandLine().getErr();
        if (exception.getCause() instanceof Refusal refusal) {
            err.println(refusal.sentence());
            return refusal.exitCode();
        }
        CommandLine command = exception.getCommandLine();
        err.printf(
                "%s. See ./%s --help%n",
                String.valueOf(exception.getMessage()).replaceAll("\\.$", ""),
                command.getCommandSpec().qualifiedName());
        return ExitCodes.USAGE;
    }

    /** The root has no instance state: picocli only needs its annotations. */
    private static final class Factory implements CommandLine.IFactory {

        private final CommandLine.IFactory standard = CommandLine.defaultFactory();

        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Launcher.class ? type.cast(new Launcher()) : standard.create(type);
        }
    }
}

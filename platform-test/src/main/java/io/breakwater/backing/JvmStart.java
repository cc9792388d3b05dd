package io.breakwater.backing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One start of a JVM program.
 *
 * @param properties {@code -D...}: they may differ between training and use, as the JVM's flags may not
 */
public record JvmStart(JvmProgram program, List<String> properties, String main, List<String> arguments) {

    public List<String> command() {
        return program.command(properties, main, arguments);
    }

    /** The same as a {@link Rehearsal} that is recorded: first every class of the list, then {@code main}. */
    public List<String> recording(Path classes, Path configuration) {
        List<String> rehearsed = new ArrayList<>(List.of(classes.toString(), main));
        rehearsed.addAll(arguments);
        return program.recording(configuration, properties, Rehearsal.class.getName(), rehearsed);
    }
}

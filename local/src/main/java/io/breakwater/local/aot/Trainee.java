package io.breakwater.local.aot;

import io.breakwater.backing.JvmProgram;
import io.breakwater.backing.JvmStart;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program that may be trained.
 *
 * @param rehearsal the start to record, with a scratch directory of its own
 * @param environment of the rehearsal
 * @param live the pid of an instance that runs, whose classes are taken over; null where none is ready
 */
public record Trainee(
        JvmProgram program,
        Function<Path, JvmStart> rehearsal,
        Function<Path, Map<String, String>> environment,
        Supplier<@Nullable Long> live) {}

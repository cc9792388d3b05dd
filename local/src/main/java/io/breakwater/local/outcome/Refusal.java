package io.breakwater.local.outcome;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Something that people asked for and that can't be done: one clear sentence for them, and the exit code. */
// Its own annotation for format strings would be a dependency for three methods.
@SuppressWarnings("AnnotateFormatMethod")
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Refusal(int exitCode, String sentence) {
        // No stack trace: the sentence is all that is ever shown.
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    /** What was asked makes no sense: an unknown service, a number out of range. */
    public static Refusal usage(String sentence, Object... arguments) {
        return new Refusal(ExitCodes.USAGE, sentence.formatted(arguments));
    }

    /** This machine or the state of things doesn't allow it: a port taken, already running, not running. */
    public static Refusal environment(String sentence, Object... arguments) {
        return new Refusal(ExitCodes.ENVIRONMENT, sentence.formatted(arguments));
    }

    /** It was tried and went wrong: a part that didn't become ready. */
    public static Refusal failed(String sentence, Object... arguments) {
        return new Refusal(ExitCodes.FAILED, sentence.formatted(arguments));
    }

    /** An exception of the file system in words: Java's own messages are often only the path. */
    public static String reason(Exception e) {
        return switch (e) {
            case UncheckedIOException io when io.getCause() != null -> reason(io.getCause());
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "it doesn't exist";
            case FileAlreadyExistsException _ -> "a file of that name is in the way";
            case FileSystemException failure when failure.getReason() != null -> failure.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    public int exitCode() {
        return exitCode;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}

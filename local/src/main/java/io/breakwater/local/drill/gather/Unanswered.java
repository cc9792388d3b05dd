package io.breakwater.local.drill.gather;

/** A side that can't be asked just now: a server that is away or starting. The message is for a person. */
public final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unanswered(String who, Exception cause) {
        super(who + " does not answer: " + cause.getMessage(), cause);
    }
}

package io.breakwater.local.drill.check;

/** One thing that should not be, in words for a person. */
public record Violation(Kind kind, String what) {

    /** What it means for who relies on the platform. */
    public enum Kind {
        /** Something accepted is not there, or had no effect. */
        LOST,
        /** Something happened twice. */
        DOUBLED,
        /** Something contradicts something else. */
        WRONG
    }
}

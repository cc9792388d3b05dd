package io.breakwater.local.drill.stream;

/**
 * What became of the open streams.
 *
 * @param told how often one was told to come back, and did
 * @param cutOff how often one ended without a word
 */
public record Heard(int streams, long notifications, int told, int cutOff) {

    public String sentence() {
        return "streams %d: %d notifications heard, told to reconnect %d times, cut off %d times"
                .formatted(streams, notifications, told, cutOff);
    }
}

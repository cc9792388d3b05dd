package io.breakwater.local.drill.stream;

import java.io.IOException;

/** One way to listen. */
interface Connection {

    /**
     * Connects where the ear left off, and listens to the end.
     *
     * @return "" where it was told to come back, else how it ended, for a person
     * @throws IOException where it could not connect, or was cut off
     */
    String listen(Ear ear) throws IOException, InterruptedException;
}

package io.breakwater.local.drill.stream;

import java.io.IOException;

/** One way to listen. */
interface Connection {

    /**
     * Connects where the ear left off, and listens to the end.
     *
     * @return whether the end was announced
     * @throws IOException where it could not connect, or was cut off
     */
    boolean listen(Ear ear) throws IOException, InterruptedException;
}

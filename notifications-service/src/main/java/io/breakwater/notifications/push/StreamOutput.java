package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.Notification;
import java.io.IOException;
import java.util.List;

/**
 * The client's end of a stream. Each call returns when what it says is on its way; it throws {@link SlowReader} where that
 * takes too long, and any other IOException where the client has gone.
 */
interface StreamOutput {

    StreamKind kind();

    /** Begins; the number is the last one that counts as delivered. */
    void open(long from) throws IOException;

    void send(List<Notification> notifications) throws IOException;

    void ping(long latest) throws IOException;

    /** What was missed can't be delivered any more. */
    void reset(long latest) throws IOException;

    /** This replica leaves: come back, another one goes on. */
    void goodbye() throws IOException;

    /** The reader is too slow, and is told so as far as it can still be told anything. */
    void drop() throws IOException;
}

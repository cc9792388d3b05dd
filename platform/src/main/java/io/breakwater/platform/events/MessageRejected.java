package io.breakwater.platform.events;

/** A message that can't be used, however often it is tried: it goes to the dead letters, with this as the cause. */
public class MessageRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MessageRejected(String message) {
        super(message);
    }

    public MessageRejected(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.Notification;
import io.breakwater.platform.web.ApiJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.http.MediaType;

/**
 * Server-sent events (WHATWG HTML, 9.2), written by the request's own thread. Tomcat ends a write that makes no progress for
 * its connection time-out.
 */
final class SseOutput implements StreamOutput {

    // Clients that were sent away together come back over a second, not in one instant.
    private static final int MIN_RETRY_MILLIS = 500;
    private static final int MAX_RETRY_MILLIS = 1500;

    private final HttpServletResponse response;
    private final ApiJson json;
    private final RandomGenerator random;

    SseOutput(HttpServletResponse response, ApiJson json, RandomGenerator random) {
        this.response = response;
        this.json = json;
        this.random = random;
    }

    @Override
    public StreamKind kind() {
        return StreamKind.SSE;
    }

    /** An id without data is no event, but where an EventSource resumes that is cut off before its first event. */
    @Override
    public void open(long from) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        // nginx would keep events back until its buffer is full.
        response.setHeader("X-Accel-Buffering", "no");
        write("retry: " + random.nextInt(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1) + "\nid: " + from + "\n\n");
        flush();
    }

    @Override
    public void send(List<Notification> notifications) throws IOException {
        for (Notification notification : notifications) {
            write("id: " + notification.sequence() + "\n");
            event("notification", notification);
        }
        flush();
    }

    @Override
    public void ping(long latest) throws IOException {
        event("ping", Map.of("sequence", latest));
        flush();
    }

    @Override
    public void reset(long latest) throws IOException {
        // Else an EventSource that is cut off now would ask for the same lost ones again.
        write("id: " + latest + "\n");
        event("reset", Map.of("sequence", latest));
        flush();
    }

    @Override
    public void goodbye() throws IOException {
        event("reconnect", Map.of("reason", "draining"));
        flush();
    }

    /** Nothing can be told: the connection is full, and Tomcat cuts it. */
    @Override
    public void drop() {}

    private void event(String name, Object data) throws IOException {
        write("event: " + name + "\ndata: ");
        // JSON has no raw line breaks, so it is one line of data.
        write(json.write(data));
        write("\n\n");
    }

    private void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] bytes) throws IOException {
        try {
            out().write(bytes);
        } catch (IOException e) {
            throw told(e);
        }
    }

    private void flush() throws IOException {
        try {
            out().flush();
        } catch (IOException e) {
            throw told(e);
        }
    }

    private OutputStream out() throws IOException {
        return response.getOutputStream();
    }

    /** Tomcat wraps its time-out into the exception for a client that has gone. */
    private static IOException told(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new SlowReader(failure);
            }
        }
        return failure;
    }
}

package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.Notification;
import io.breakwater.platform.web.ApiJson;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Text frames of JSON. One frame at a time is on its way, so Tomcat holds no more of a stream than that. */
final class WebSocketOutput implements StreamOutput, Closeable {

    /** The contract's; RFC 6455 leaves 4000 to 4999 to applications. */
    static final int TOO_SLOW = 4408;

    private final ApiJson json;
    private final Duration stall;
    private volatile @Nullable Session session;

    WebSocketOutput(ApiJson json, Duration stall) {
        this.json = json;
        this.stall = stall;
    }

    /** Before anything is sent. */
    void connect(Session opened) {
        session = opened;
    }

    @Override
    public StreamKind kind() {
        return StreamKind.WEBSOCKET;
    }

    @Override
    public void open(long from) {}

    @Override
    public void send(List<Notification> notifications) throws IOException {
        for (Notification notification : notifications) {
            text(notification);
        }
    }

    @Override
    public void ping(long latest) throws IOException {
        text(new Signal("ping", latest));
    }

    @Override
    public void reset(long latest) throws IOException {
        text(new Signal("reset", latest));
    }

    @Override
    public void goodbye() throws IOException {
        close(CloseCodes.SERVICE_RESTART, "draining");
    }

    @Override
    public void drop() throws IOException {
        close(CloseCodes.getCloseCode(TOO_SLOW), "too slow");
    }

    /** Where the stream hasn't said before why it ends, it has failed. */
    @Override
    public void close() throws IOException {
        close(CloseCodes.UNEXPECTED_CONDITION, "");
    }

    private record Signal(String type, long sequence) {}

    private void close(CloseReason.CloseCode code, String reason) throws IOException {
        open().close(new CloseReason(code, reason));
    }

    private void text(Object message) throws IOException {
        try {
            Future<Void> sent =
                    open().getAsyncRemote().sendText(new String(json.write(message), StandardCharsets.UTF_8));
            sent.get(stall.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SlowReader(e);
        } catch (ExecutionException | IllegalStateException e) {
            // An illegal state is Tomcat's word for a session that was closed meanwhile.
            throw new IOException("The client has gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while sending", e);
        }
    }

    private Session open() {
        return Objects.requireNonNull(session, "not connected yet");
    }
}

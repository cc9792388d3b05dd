package io.breakwater.notifications.push;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket. Clients have nothing to say: Tomcat skips what they send, as no handler takes it. */
final class PushEndpoint extends Endpoint {

    private static final Logger log = LoggerFactory.getLogger(PushEndpoint.class);

    private final OpenStreams streams;
    private final LiveStream stream;
    private final WebSocketOutput output;

    PushEndpoint(OpenStreams streams, LiveStream stream, WebSocketOutput output) {
        this.streams = streams;
        this.stream = stream;
        this.output = output;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        output.connect(session);
        Thread.ofVirtual()
                .name("push-" + stream.id())
                .uncaughtExceptionHandler((thread, failure) -> log.error("A stream has failed", failure))
                .start(this::serve);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        stream.clientHasGone();
    }

    @Override
    public void onError(Session session, Throwable failure) {
        // A cut connection mostly; onClose follows, or the next write fails.
        log.debug("A WebSocket has failed", failure);
        stream.clientHasGone();
    }

    private void serve() {
        try (output) {
            streams.serve(stream);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("The client was gone before it could be told", e);
        }
    }
}

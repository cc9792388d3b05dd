package io.breakwater.notifications.push;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.websocket.Constants;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Turns a request into a WebSocket: Jakarta's API from within a controller, so that a handshake is authenticated, validated
 * and refused as every other request is.
 */
@Component
final class WebSockets {

    // The client has closed or is lost by then; only its answer to our farewell is awaited.
    private static final Duration MAX_CLOSE = Duration.ofSeconds(5);

    private final OpenStreams streams;
    private final PushSettings settings;

    WebSockets(OpenStreams streams, PushSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    static boolean isHandshake(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && "13".equals(request.getHeader("Sec-WebSocket-Version"));
    }

    /** Answers 101, and serves the stream once that is sent; another answer where the handshake isn't valid. */
    void open(HttpServletRequest request, HttpServletResponse response, LiveStream stream, WebSocketOutput output)
            throws IOException {
        boolean upgraded = false;
        try {
            container(request).upgradeHttpToWebSocket(request, response, endpoint(stream, output), Map.of());
            upgraded = response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS.value();
        } catch (DeploymentException e) {
            throw new IllegalStateException("Tomcat has no WebSocket for us", e);
        } finally {
            if (!upgraded) {
                streams.close(stream);
            }
        }
    }

    private ServerEndpointConfig endpoint(LiveStream stream, WebSocketOutput output) {
        PushEndpoint endpoint = new PushEndpoint(streams, stream, output);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(
                        PushEndpoint.class, PushController.WEBSOCKET_PATH)
                .configurator(new OneEndpoint(endpoint))
                .build();
        // A slow reader has to take the frame before it first; Tomcat's own patience is 50 ms.
        config.getUserProperties()
                .put(
                        Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY,
                        settings.farewell().toMillis());
        config.getUserProperties().put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, MAX_CLOSE.toMillis());
        return config;
    }

    private static ServerContainer container(HttpServletRequest request) {
        return (ServerContainer) Objects.requireNonNull(
                request.getServletContext().getAttribute(ServerContainer.class.getName()),
                "Tomcat was started without WebSocket");
    }

    private static final class OneEndpoint extends ServerEndpointConfig.Configurator {

        private final PushEndpoint endpoint;

        OneEndpoint(PushEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }

        /** Whose page may open one, the door decides: it knows the cookies. */
        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }

        /** Compression costs 300 kB a stream, for messages of 400 bytes. */
        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }
    }
}

package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.instances.Instance;
import io.breakwater.gateway.instances.Instances;
import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.Sessions;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class WebSocketIT {

    private static final AtomicReference<String> authorization = new AtomicReference<>();

    private static Door door;
    private static DisposableServer echo;

    @BeforeAll
    static void open() {
        echo = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.ws("/api/notifications/ws", (in, out) -> {
                    authorization.set(in.headers().get("Authorization"));
                    return out.sendString(in.receive().asString().map(text -> "echo " + text));
                }))
                .bindNow();
        door = Door.open();
        door.instances("notifications-service", echo.port());
        door.awaitInstances("notifications-service", 1);
    }

    @AfterAll
    static void close() {
        door.close();
        echo.disposeNow();
    }

    @Test
    void messagesPassBothWaysAndTheServiceKnowsWhoListens() throws InterruptedException {
        String token = door.sessions().aSession();
        Received received = new Received(new LinkedBlockingQueue<>());
        Instance instance = door.context()
                .getBean(Instances.class)
                .list("notifications-service")
                .getFirst();

        WebSocket socket = connect(received, "Authorization", "Bearer " + token);
        socket.sendText("one", true).join();

        assertThat(received.texts().poll(20, TimeUnit.SECONDS)).isEqualTo("echo one");
        assertThat(authorization).hasValue("Bearer " + Sessions.internalToken(token));
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        await().atMost(Duration.ofSeconds(20)).until(() -> instance.outstanding() == 0);
    }

    @Test
    void aHandshakeByCookieMustComeFromOurOwnPages() {
        String cookie = "__Host-session=" + door.sessions().aSession();
        Received received = new Received(new LinkedBlockingQueue<>());

        assertThat(catchThrowable(() -> connect(received, "Cookie", cookie)))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));
        connect(received, "Cookie", cookie, "Sec-Fetch-Site", "same-origin").abort();
    }

    private static WebSocket connect(Received received, String... headers) {
        WebSocket.Builder builder = door.client().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        URI uri = URI.create("ws://127.0.0.1:" + door.port() + "/api/notifications/ws");
        return builder.buildAsync(uri, received).join();
    }

    private record Received(BlockingQueue<String> texts) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            texts.add(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }
}

package io.breakwater.platform.drain;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerState;

/**
 * Shuts the door in two steps: nobody new gets in, then who is inside is answered. Boot's own web drain does it in one: at
 * that instant it closes each connection that has no request, also one whose request is just coming in, and nobody waits
 * for a request that comes a moment later. It finds a server that is closed already, and does nothing.
 */
final class NettyDoor implements NettyServerCustomizer, SmartLifecycle, ApplicationListener<WebServerInitializedEvent> {

    // A request follows its connection at once; browsers also connect in advance, and then nothing comes.
    private static final Duration ARRIVAL = Duration.ofSeconds(2);
    // What was accepted last is known to its event loop by then.
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final RequestsInFlight requests;
    private final Duration patience;
    private final List<DisposableServer> servers = new CopyOnWriteArrayList<>();
    private final Set<Channel> silent = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile int port;
    private volatile boolean running;

    /** @param patience for requests in flight */
    NettyDoor(RequestsInFlight requests, Duration patience) {
        this.requests = requests;
        this.patience = patience;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnBound(servers::add)
                .doOnChannelInit((observer, channel, remote) -> {
                    silent.add(channel);
                    channel.closeFuture().addListener(closed -> silent.remove(channel));
                })
                .childObserve(this::observe);
    }

    private void observe(Connection connection, State state) {
        if (state == HttpServerState.REQUEST_RECEIVED) {
            silent.remove(connection.channel());
        }
    }

    /** The management port, which has a context of its own, stays open for those who watch. */
    @Override
    public void onApplicationEvent(WebServerInitializedEvent started) {
        if (started.getApplicationContext().getServerNamespace() == null) {
            port = started.getWebServer().getPort();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        long began = System.nanoTime();
        for (DisposableServer server : servers) {
            if (server.port() == port) {
                server.channel().close().awaitUninterruptibly(ARRIVAL.toMillis());
            }
        }
        try {
            do {
                if (never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } while (isSomebodyInside(Duration.ofNanos(System.nanoTime() - began)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSomebodyInside(Duration waited) {
        return (requests.count() > 0 && waited.compareTo(patience) < 0)
                || (!silent.isEmpty() && waited.compareTo(ARRIVAL) < 0);
    }

    /** See {@link Drain#isPauseable()}. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DrainPhases.DOOR;
    }
}

package io.breakwater.gateway.stream;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One open stream: whose it is, and the one way to end it from here. */
final class OpenStream {

    private final String session;
    private final Channel client;
    private final Duration linger;
    private final Sinks.One<Ending> ending = Sinks.one();
    private volatile long verifiedNanos = System.nanoTime();

    /**
     * @param session the hash of the session that it lives and dies with
     * @param client the client's connection, which carries this stream and nothing after it
     * @param linger how long the client may take to read the end
     */
    OpenStream(String session, Channel client, Duration linger) {
        this.session = session;
        this.client = client;
        this.linger = linger;
    }

    String session() {
        return session;
    }

    /** Says once why it ends; then it is over at the latest after the linger, whatever the client does. */
    boolean end(Ending why) {
        if (!ending.tryEmitValue(why).isSuccess()) {
            return false;
        }
        Runnable cut = () -> {
            var _ = client.close();
        };
        var _ = client.eventLoop().schedule(cut, linger.toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    /** Emits when it is ended from here, and never otherwise. */
    Mono<Ending> ending() {
        return ending.asMono();
    }

    void verified() {
        verifiedNanos = System.nanoTime();
    }

    /** Since when nobody could say whether its session lives. */
    Duration unverified() {
        return Duration.ofNanos(System.nanoTime() - verifiedNanos);
    }
}

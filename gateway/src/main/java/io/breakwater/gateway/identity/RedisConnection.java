package io.breakwater.gateway.identity;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.stereotype.Component;

/**
 * The connection to the Redis of sessions, made when it is first needed and made again when it breaks. Spring's reactive
 * template isn't used because it connects by blocking, on an event loop; and here a command that can't be sent now fails now,
 * instead of waiting in a queue for a Redis that is away.
 */
@Component
final class RedisConnection implements DisposableBean {

    // Commands in flight at once: at 0.1 ms each, more than this is a Redis that stands still.
    private static final int MAX_IN_FLIGHT = 2_000;

    private final RedisClient client;
    private final RedisURI uri;
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;

    RedisConnection(DataRedisConnectionDetails details, ClientResources resources, SessionSettings settings) {
        Standalone standalone = details.getStandalone();
        if (standalone == null) {
            throw new IllegalStateException("sessions are in a single Redis: set spring.data.redis.host and port");
        }
        RedisURI.Builder builder = RedisURI.builder()
                .withHost(standalone.getHost())
                .withPort(standalone.getPort())
                .withDatabase(standalone.getDatabase())
                .withTimeout(settings.livenessTimeout());
        String password = details.getPassword();
        String username = details.getUsername();
        if (password != null) {
            var _ = username == null
                    ? builder.withPassword(password.toCharArray())
                    : builder.withAuthentication(username, password.toCharArray());
        }
        this.uri = builder.build();
        this.client = RedisClient.create(resources);
        this.client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_IN_FLIGHT)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .build())
                .build());
    }

    /** Fails where there is no connection and none can be made. */
    CompletionStage<RedisAsyncCommands<String, String>> commands() {
        return connection().thenApply(StatefulRedisConnection::async);
    }

    /** One more connection, for messages; it is made again by itself when it breaks. */
    CompletionStage<StatefulRedisPubSubConnection<String, String>> listen() {
        return client.connectPubSubAsync(StringCodec.UTF8, uri);
    }

    private synchronized CompletableFuture<StatefulRedisConnection<String, String>> connection() {
        CompletableFuture<StatefulRedisConnection<String, String>> current = connection;
        if (current == null || current.isCompletedExceptionally()) {
            current = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
            connection = current;
        }
        return current;
    }

    /** The name under which Redis knows a script. */
    static String digest(String script) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void destroy() {
        client.shutdown();
    }
}

package io.breakwater.gateway.upstream;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties.Pool;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.resources.ConnectionProvider;

/** Gateway's client with a bound that it has no property for: how many requests may wait for a connection. */
final class BoundedHttpClientFactory extends HttpClientFactory {

    private final int pendingConnections;

    BoundedHttpClientFactory(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers,
            int pendingConnections) {
        super(properties, server, ssl, customizers);
        this.pendingConnections = pendingConnections;
    }

    @Override
    protected ConnectionProvider buildConnectionProvider(HttpClientProperties client) {
        Pool pool = client.getPool();
        return ConnectionProvider.builder(pool.getName())
                .maxConnections(pool.getMaxConnections())
                .pendingAcquireTimeout(Duration.ofMillis(pool.getAcquireTimeout()))
                .pendingAcquireMaxCount(pendingConnections)
                .maxIdleTime(pool.getMaxIdleTime())
                .evictInBackground(pool.getEvictionInterval())
                // The most recently used one first: the others grow idle and are closed.
                .lifo()
                .metrics(pool.isMetrics())
                .build();
    }
}

package io.breakwater.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    @Bean
    CircuitBreakerRegistry circuitBreakerRegistry(UpstreamSettings settings) {
        return CircuitBreakerRegistry.of(Breakers.config(settings.breaker()));
    }

    @Bean
    Breakers breakers(CircuitBreakerRegistry registry, UpstreamSettings settings) {
        return new Breakers(registry, settings);
    }

    @Bean
    MeterBinder breakerMetrics(CircuitBreakerRegistry registry) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry);
    }

    /**
     * Reactor Netty would send any request again after a reset, a POST too (reactor-netty#995); what may be sent again is
     * decided in {@link UpstreamFilter}.
     */
    @Bean
    HttpClientCustomizer noHiddenRetries(UpstreamSettings settings) {
        return client -> client.disableRetry(true).responseTimeout(settings.stall());
    }

    @Bean
    HttpClientFactory boundedHttpClientFactory(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers,
            UpstreamSettings settings) {
        return new BoundedHttpClientFactory(properties, server, ssl, customizers, settings.pendingConnections());
    }
}

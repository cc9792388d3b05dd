package io.breakwater.notifications.push;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.Delay;
import io.micrometer.observation.ObservationPredicate;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
class PushConfiguration {

    private static final Set<String> STREAMS = Set.of(PushController.SSE_PATH, PushController.WEBSOCKET_PATH);

    @Bean
    RandomGenerator jitter() {
        return new SecureRandom();
    }

    /** What Boot's WebSocket starter does; the rest of it is for Spring's own WebSocket API, which isn't used here. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSocketsOfTomcat() {
        return factory ->
                factory.addContextCustomizers(context -> context.addServletContainerInitializer(new WsSci(), null));
    }

    /** A stream of an hour is no slow request: it would be one in every figure about requests. */
    @Bean
    ObservationPredicate streamsAreNoRequests() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && STREAMS.contains(request.getCarrier().getRequestURI()));
    }

    /** Redis away is an error at once: a hint that waits in a queue is late, and the poll has told by then. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failWhileDisconnected() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    @Bean
    ClientResourcesBuilderCustomizer reconnectSoon() {
        // Lettuce's own delays grow to 30 s: Redis would be back long before hints are.
        Delay delay = Delay.fullJitter(Duration.ofMillis(50), Duration.ofSeconds(1), 100, TimeUnit.MILLISECONDS);
        return resources -> resources.reconnectDelay(delay);
    }
}

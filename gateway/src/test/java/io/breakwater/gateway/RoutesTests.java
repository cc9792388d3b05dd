package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The arithmetic of the real configuration. */
class RoutesTests {

    private static final String PREFIX = "spring.cloud.gateway.server.webflux.";
    private static final Duration CLIENT = Duration.ofSeconds(10);
    private static final Duration SERVICE = Duration.ofSeconds(7);
    private static final Duration SERVERS_KEEP_ALIVE = Duration.ofSeconds(30);

    @Test
    void everyRouteGivesUpAfterItsServiceAndBeforeItsClient() throws IOException {
        List<RouteDefinition> routes = binder().bind(PREFIX + "routes", Bindable.listOf(RouteDefinition.class))
                .get();

        assertThat(routes).hasSize(7).allSatisfy(route -> {
            Duration timeout = Duration.ofMillis(
                    Long.parseLong(String.valueOf(route.getMetadata().get("response-timeout"))));
            assertThat(timeout).isGreaterThan(SERVICE).isLessThan(CLIENT);
        });
    }

    @Test
    void threeConnectionsThatFailLeaveTimeForTheService() throws IOException {
        HttpClientProperties client =
                binder().bind(PREFIX + "httpclient", HttpClientProperties.class).get();

        assertThat(Duration.ofMillis(3L * client.getConnectTimeout()).plus(Duration.ofSeconds(8)))
                .isLessThan(CLIENT);
    }

    @Test
    void itIsNeverTheServerThatClosesAnIdleConnection() throws IOException {
        HttpClientProperties client =
                binder().bind(PREFIX + "httpclient", HttpClientProperties.class).get();

        Duration gone = client.getPool().getMaxIdleTime().plus(client.getPool().getEvictionInterval());
        assertThat(client.getPool().getMaxIdleTime()).isEqualTo(Duration.ofSeconds(4));
        assertThat(gone).isLessThan(SERVERS_KEEP_ALIVE);
    }

    private static Binder binder() throws IOException {
        List<PropertySource<?>> documents =
                new ArrayList<>(new YamlPropertySourceLoader().load("yml", new ClassPathResource("application.yml")));
        return new Binder(
                ConfigurationPropertySources.from(documents), null, DefaultConversionService.getSharedInstance());
    }
}

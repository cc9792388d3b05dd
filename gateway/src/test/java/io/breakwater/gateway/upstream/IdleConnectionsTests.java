package io.breakwater.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.drain.DrainProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

/** Our side of the services' drain: what we keep and wait for, against how long they hold and finish. */
class IdleConnectionsTests {

    private final Binder settings = settings();

    @Test
    void aConnectionThatWeKeepIsNeverClosedByItsServer() {
        Duration idle = duration("spring.cloud.gateway.server.webflux.httpclient.pool.max-idle-time");

        assertThat(idle)
                .isLessThan(settings.bindOrCreate("platform.drain", DrainProperties.class)
                        .hold());
        assertThat(idle).isLessThan(duration("server.tomcat.keep-alive-timeout"));
    }

    @Test
    void aServiceThatLeavesFinishesWhatWeWaitFor() {
        assertThat(duration("spring.cloud.gateway.server.webflux.httpclient.response-timeout"))
                .isLessThan(duration("spring.lifecycle.timeout-per-shutdown-phase"));
    }

    private Duration duration(String key) {
        return settings.bind(key, Duration.class).get();
    }

    private static Binder settings() {
        MutablePropertySources sources = new MutablePropertySources();
        for (String file : List.of("application.yml", "platform.yml")) {
            try {
                new YamlPropertySourceLoader()
                        .load(file, new ClassPathResource(file))
                        .forEach(sources::addLast);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Binder(ConfigurationPropertySources.from(sources));
    }
}

package io.breakwater.platform.drain;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A service with nothing but the platform's web side, to be run in a JVM of its own and sent signals. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, KafkaAutoConfiguration.class})
public class SampleApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SampleApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "sample",
                "spring.config.import", "classpath:platform.yml",
                // Nobody there: nobody's token is looked at here.
                "platform.identity.jwks-uris", "http://127.0.0.1:1/none"));
        application.run(args);
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** {@code /slow} takes as long as it is told, {@code /slow/count} says how many wait there. */
    @Bean
    RouterFunction<ServerResponse> routes() {
        AtomicInteger waiting = new AtomicInteger();
        return RouterFunctions.route()
                .GET("/slow", request -> {
                    waiting.incrementAndGet();
                    pause(Duration.parse(request.param("for").orElseThrow()));
                    return ServerResponse.ok().body("late");
                })
                .GET("/slow/count", request -> ServerResponse.ok().body(waiting.toString()))
                .GET("/broken", request -> {
                    throw new IllegalArgumentException("a bug");
                })
                .GET("/", request -> ServerResponse.ok().body("hello"))
                .build();
    }

    /** As something slow outside would hold us; nothing wakes it. */
    static void pause(Duration duration) {
        try {
            new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.breakwater.platform.telemetry;

import io.breakwater.platform.drain.Drain;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
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
        application.setDefaultProperties(Map.of("spring.application.name", "sample"));
        application.run(args);
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** {@code /slow} answers once the drain has begun, {@code /slow/count} says how many wait. */
    @Bean
    RouterFunction<ServerResponse> routes(Drain drain) {
        AtomicInteger waiting = new AtomicInteger();
        return RouterFunctions.route()
                .GET("/slow", request -> {
                    waiting.incrementAndGet();
                    Awaitility.await().atMost(Duration.ofMinutes(2)).until(drain::draining);
                    return ServerResponse.ok().body("late");
                })
                .GET("/slow/count", request -> ServerResponse.ok().body(waiting.toString()))
                .GET("/", request -> ServerResponse.ok().body("hello"))
                .build();
    }
}

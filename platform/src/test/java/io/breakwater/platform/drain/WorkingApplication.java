package io.breakwater.platform.drain;

import io.breakwater.platform.events.Event;
import io.breakwater.platform.events.EventListener;
import io.breakwater.platform.events.Outbox;
import io.breakwater.platform.events.OutboxEvent;
import io.breakwater.platform.work.Claimed;
import io.breakwater.platform.work.Job;
import io.breakwater.platform.work.Outcome;
import io.breakwater.platform.work.WorkQueue;
import io.breakwater.platform.work.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** A service that consumes, works and publishes, each for as long as it is told; to be run in a JVM of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WorkingApplication {

    static final String NAME = "drain-it";

    // Messages and jobs in hand.
    private final AtomicInteger hands = new AtomicInteger();

    record Slow(UUID id, long millis) {}

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(WorkingApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name", NAME,
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

    @Bean
    EventListener listener(@Value("${topic}") String topic) {
        return new EventListener() {
            @Override
            public String topic() {
                return topic;
            }

            @Override
            public void on(Event event) {
                inHand(event.data(Slow.class));
            }
        };
    }

    @Bean
    Worker worker(Outbox outbox, @Value("${published}") String topic) {
        return new Worker() {
            @Override
            public String kind() {
                return "errand";
            }

            @Override
            public int concurrency() {
                return 2;
            }

            @Override
            public Duration lease() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Outcome work(Claimed job) {
                Slow errand = job.payload(Slow.class);
                inHand(errand);
                return Outcome.done(() -> outbox.append(new OutboxEvent(topic, "Worked", errand.id(), 1, errand)));
            }
        };
    }

    private void inHand(Slow slow) {
        hands.incrementAndGet();
        SampleApplication.pause(Duration.ofMillis(slow.millis()));
        hands.decrementAndGet();
    }

    @Bean
    RouterFunction<ServerResponse> routes(
            TransactionTemplate transactions, WorkQueue work, Outbox outbox, @Value("${published}") String topic) {
        return RouterFunctions.route()
                .GET("/hands", request -> ServerResponse.ok().body(hands.toString()))
                .GET("/errand", request -> {
                    Slow errand = slow(request);
                    transactions.executeWithoutResult(
                            status -> work.add(Job.now("errand", errand.id().toString(), errand)));
                    return ServerResponse.ok().body("added");
                })
                .GET("/publish", request -> {
                    Slow answer = slow(request);
                    inHand(answer);
                    transactions.executeWithoutResult(
                            status -> outbox.append(new OutboxEvent(topic, "Answered", answer.id(), 1, answer)));
                    return ServerResponse.ok().body("published");
                })
                .build();
    }

    private static Slow slow(ServerRequest request) {
        return new Slow(
                UUID.fromString(request.param("id").orElseThrow()),
                Duration.parse(request.param("for").orElseThrow()).toMillis());
    }
}

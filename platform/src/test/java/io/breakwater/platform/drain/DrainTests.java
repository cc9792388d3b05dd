package io.breakwater.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DrainTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DrainAutoConfiguration.class))
            .withBean(ApplicationAvailabilityBean.class);

    @Test
    void defaultsFitTheGracePeriod() {
        runner.run(context -> {
            DrainProperties properties = context.getBean(DrainProperties.class);

            assertThat(properties.hold()).isEqualTo(Duration.ofSeconds(5));
            assertThat(properties.skipHoldFile()).isNull();
            // A pod's preStop of 10 s comes before SIGTERM; its grace period is 60 s.
            assertThat(properties.budget().plusSeconds(10)).isLessThan(Duration.ofSeconds(60));
        });
    }

    @Test
    void theStepsAddUpToLessThanTheBudget() throws IOException {
        PropertySource<?> platform = new YamlPropertySourceLoader()
                .load("platform", new ClassPathResource("platform.yml"))
                .getFirst();
        Duration requests = duration(platform, "spring.lifecycle.timeout-per-shutdown-phase");
        Duration relay = DrainTimes.RELAY_STEP.multipliedBy(3);
        runner.run(context -> {
            DrainProperties properties = context.getBean(DrainProperties.class);
            Duration steps = properties
                    .hold()
                    .plus(DrainTimes.CONSUMERS)
                    .plus(requests)
                    .plus(DrainTimes.WORKERS)
                    .plus(relay)
                    .plus(DrainTimes.PRODUCER);

            assertThat(steps).isLessThan(properties.budget());
            // A caller that keeps a connection for less than the hold never meets a server that closes it.
            assertThat(duration(platform, "server.tomcat.keep-alive-timeout")).isGreaterThan(properties.hold());
        });
    }

    @Test
    void tellsHowManyRequestsAreAtWork() {
        runner.run(context -> {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
            RequestsInFlight requests = context.getBean(RequestsInFlight.class);

            requests.began();
            requests.began();
            requests.ended();

            assertThat(meters.get("breakwater.requests.in.flight").gauge().value())
                    .isEqualTo(1);
        });
    }

    private static Duration duration(PropertySource<?> source, String key) {
        return DurationStyle.detectAndParse(String.valueOf(source.getProperty(key)));
    }

    @Test
    void everyKeyMapsAndAnUnknownOneFailsTheStart() {
        runner.withPropertyValues(
                        "platform.drain.hold=1s",
                        "platform.drain.budget=2s",
                        "platform.drain.skip-hold-file=/tmp/doors-closed")
                .run(context -> assertThat(context.getBean(DrainProperties.class))
                        .isEqualTo(new DrainProperties(
                                Duration.ofSeconds(1), Duration.ofSeconds(2), Path.of("/tmp/doors-closed"))));
        runner.withPropertyValues("platform.drain.holt=1s")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void anInstanceRefusesReadinessAndHoldsBeforeItStops() {
        runner.withPropertyValues("platform.drain.hold=300ms").run(context -> {
            Drain drain = context.getBean(Drain.class);
            assertThat(drain.draining()).isFalse();
            long before = System.nanoTime();

            drain.stop();

            assertThat(drain.draining()).isTrue();
            assertThat(drain.overran()).isFalse();
            assertThat(context.getBean(ApplicationAvailability.class).getReadinessState())
                    .isEqualTo(ReadinessState.REFUSING_TRAFFIC);
            assertThat(System.nanoTime() - before)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
        });
    }

    @Test
    void theHoldIsSkippedWhereTheDoorsAreClosedAlready(@TempDir Path doorsClosed) {
        runner.withPropertyValues(
                        "platform.drain.hold=10m", "platform.drain.skip-hold-file=" + doorsClosed.toAbsolutePath())
                .run(context -> context.getBean(Drain.class).stop());
    }

    @Test
    void anAnswerInFlightSaysThatTheConnectionCloses() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DrainAutoConfiguration.class))
                .withPropertyValues("platform.drain.hold=0s")
                .run(context -> {
                    Drain drain = context.getBean(Drain.class);
                    var filter = new CloseConnectionFilter(drain, context.getBean(RequestsInFlight.class));
                    var before = new MockHttpServletResponse();
                    var during = new MockHttpServletResponse();

                    filter.doFilter(new MockHttpServletRequest(), before, new MockFilterChain());
                    filter.doFilter(new MockHttpServletRequest(), during, (request, response) -> {
                        drain.stop();
                        response.getWriter().write("hello");
                        response.flushBuffer();
                    });

                    assertThat(before.getHeader("Connection")).isNull();
                    assertThat(during.getHeader("Connection")).isEqualTo("close");
                });
    }
}

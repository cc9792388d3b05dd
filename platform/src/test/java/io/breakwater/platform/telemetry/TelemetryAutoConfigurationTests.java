package io.breakwater.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;

class TelemetryAutoConfigurationTests {

    private static final AutoConfigurations OURS = AutoConfigurations.of(TelemetryAutoConfiguration.class);

    @Test
    void servicesWatchTheirVirtualThreadsAndTheGatewayHasNone() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .run(context -> assertThat(context).hasSingleBean(VirtualThreads.class));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(OURS)
                .run(context -> assertThat(context).doesNotHaveBean(VirtualThreads.class));
    }

    @Test
    void redisCommandsAreTimedByLettuceItself() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean(SimpleMeterRegistry.class)
                .run(context -> {
                    ClientResources.Builder resources = ClientResources.builder();
                    context.getBean(ClientResourcesBuilderCustomizer.class).customize(resources);
                    ClientResources built = resources.build();

                    assertThat(built.commandLatencyRecorder()).isInstanceOf(MicrometerCommandLatencyRecorder.class);
                    built.shutdown().get();
                });
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withClassLoader(new FilteredClassLoader(MicrometerCommandLatencyRecorder.class))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void nobodyElseObservesRedisSoThatTheAgentSeesIt() throws IOException {
        Object excluded = new YamlPropertySourceLoader()
                .load("platform", new ClassPathResource("platform.yml"))
                .getFirst()
                .getProperty("spring.autoconfigure.exclude");

        assertThat(excluded).isEqualTo(LettuceObservationAutoConfiguration.class.getName());
    }
}

package io.breakwater.platform.telemetry;

import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/** What {@code @Scheduled} methods run on, where there are any; metrics that Boot doesn't have. */
@AutoConfiguration(
        before = TaskSchedulingAutoConfiguration.class,
        afterName = "io.breakwater.platform.idempotency.IdempotencyAutoConfiguration")
public final class TelemetryAutoConfiguration {

    @Bean
    @ConditionalOnBean(name = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)
    @ConditionalOnMissingBean({TaskScheduler.class, ScheduledExecutorService.class})
    OutageAwareScheduler taskScheduler(SimpleAsyncTaskSchedulerBuilder builder) {
        return builder.configure(new OutageAwareScheduler());
    }

    /** The gateway's work isn't done on virtual threads. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class VirtualThreadsConfiguration {

        @Bean
        VirtualThreads virtualThreadMetrics() {
            return new VirtualThreads();
        }
    }

    /** By Lettuce itself: Boot's observation of it would hide its commands from the agent (platform.yml). */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        MeterRegistry.class,
        MicrometerCommandLatencyRecorder.class,
        ClientResourcesBuilderCustomizer.class
    })
    static class RedisMetricsConfiguration {

        @Bean
        ClientResourcesBuilderCustomizer redisCommandMetrics(ObjectProvider<MeterRegistry> meters) {
            return resources -> meters.ifAvailable(registry -> resources.commandLatencyRecorder(
                    new MicrometerCommandLatencyRecorder(registry, MicrometerOptions.create())));
        }
    }
}

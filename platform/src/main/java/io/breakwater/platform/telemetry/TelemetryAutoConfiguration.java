package io.breakwater.platform.telemetry;

import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/** What {@code @Scheduled} methods run on, where there are any. */
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
}

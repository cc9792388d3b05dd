package io.breakwater.platform.work;

import io.breakwater.platform.drain.Drain;
import io.breakwater.platform.jdbc.Upkeep;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The queue and its workers, for a service that has a database. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@ConditionalOnClass({JdbcClient.class, JsonMapper.class})
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(WorkProperties.class)
public final class WorkAutoConfiguration {

    // An outcome is a few rows. It has a budget of its own: no deadline cuts the record of a call that was made.
    private static final int RECORDING_SECONDS = 5;

    @Bean
    @ConditionalOnMissingBean(WorkQueue.class)
    PostgresWorkQueue workQueue(JdbcClient jdbc, JsonMapper json) {
        return new PostgresWorkQueue(jdbc, json);
    }

    @Bean
    @ConditionalOnBean(PostgresWorkQueue.class)
    Workers workers(
            ObjectProvider<Worker> workers,
            PostgresWorkQueue queue,
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            ObjectProvider<Drain> drain,
            WorkProperties properties) {
        TransactionTemplate recording = new TransactionTemplate(transactionManager);
        recording.setTimeout(RECORDING_SECONDS);
        Drain door = drain.getIfAvailable();
        BooleanSupplier draining = () -> door != null && door.draining();
        WorkerLoop.Pace pace = new WorkerLoop.Pace(
                properties.poll(), () -> ThreadLocalRandom.current().nextLong());
        return new Workers(
                workers.orderedStream().toList(),
                worker -> new WorkerLoop(
                        worker, new WorkRows(jdbc), recording, queue.bell(worker.kind()), pace, draining),
                what -> drain.ifAvailable(gate -> gate.overran(what)));
    }

    @Bean
    WorkSampler workSampler(JdbcClient jdbc) {
        return new WorkSampler(jdbc);
    }

    @Bean
    Upkeep workSchedule(WorkSampler sampler, WorkProperties properties) {
        return new Upkeep("work-sampler")
                .every(properties.sample(), Duration.ZERO, "The work queue's measurement", sampler::measure);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class MetricsConfiguration {

        @Bean
        WorkMetrics workMetrics(WorkSampler sampler, ObjectProvider<Worker> workers) {
            return new WorkMetrics(sampler, workers.orderedStream().toList());
        }
    }
}

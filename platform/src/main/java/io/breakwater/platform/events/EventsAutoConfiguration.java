package io.breakwater.platform.events;

import io.breakwater.platform.drain.Drain;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.jdbc.Upkeep;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Outbox, relay, listeners, inbox and dead letters, for a service that has both a database and a broker. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "io.breakwater.platform.ids.IdsAutoConfiguration"
        })
@ConditionalOnClass({KafkaTemplate.class, JdbcClient.class})
@ConditionalOnBean({JdbcClient.class, KafkaConnectionDetails.class})
@EnableConfigurationProperties(EventsProperties.class)
public final class EventsAutoConfiguration {

    // A listener only writes rows: it needs milliseconds, and where it waits for a lock this long, something is wrong.
    private static final int HANDLING_SECONDS = 5;

    @Bean
    EventsKafka eventsKafka(
            KafkaProperties properties,
            KafkaConnectionDetails broker,
            @Value("${spring.application.name}") String application) {
        return new EventsKafka(properties, broker, application);
    }

    @Bean
    Bell outboxBell() {
        return new Bell();
    }

    @Bean
    @ConditionalOnMissingBean
    Outbox outbox(JdbcClient jdbc, IdGenerator ids, Clock clock, @Qualifier("outboxBell") Bell bell) {
        return new PostgresOutbox(jdbc, ids, clock, bell);
    }

    @Bean
    Relay outboxRelay(
            JdbcClient jdbc,
            EventsKafka kafka,
            IdGenerator ids,
            @Qualifier("outboxBell") Bell bell,
            EventsProperties properties,
            @Value("${spring.application.name}") String application) {
        return new Relay(
                new OutboxRows(jdbc),
                new OutboxLeases(jdbc, ids.next()),
                new OutboxPublisher(kafka.producers(), application),
                bell,
                properties.poll());
    }

    @Bean
    Inbox inbox(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Inbox(jdbc, withTimeout(transactions));
    }

    @Bean
    @ConditionalOnMissingBean
    DeadLetters deadLetters(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Inbox inbox,
            ObjectProvider<EventListener> listeners,
            IdGenerator ids) {
        return new DeadLetters(
                jdbc, withTimeout(transactions), inbox, () -> listeners.stream().toList(), ids);
    }

    @Bean
    EventConsumers eventConsumers(
            ObjectProvider<EventListener> listeners,
            EventsKafka kafka,
            Inbox inbox,
            DeadLetters deadLetters,
            EventsProperties properties,
            ObjectProvider<Drain> drain,
            @Value("${spring.application.name}") String group) {
        return new EventConsumers(
                listeners.orderedStream().toList(),
                kafka,
                inbox,
                deadLetters,
                group,
                properties.concurrency(),
                what -> drain.ifAvailable(gate -> gate.overran(what)));
    }

    @Bean
    EventsUpkeep eventsUpkeep(JdbcClient jdbc, EventsProperties properties) {
        return new EventsUpkeep(jdbc, properties);
    }

    @Bean
    Upkeep eventsSchedule(EventsUpkeep upkeep, EventsProperties properties) {
        // Each instance forgets at a minute of its own.
        Duration first = Duration.ofMinutes(ThreadLocalRandom.current().nextLong(60));
        return new Upkeep("events-upkeep")
                .every(properties.sample(), Duration.ZERO, "The outbox's measurement", upkeep::measure)
                .every(Duration.ofHours(1), first, "The deletion of old inbox rows", upkeep::forget);
    }

    private static TransactionTemplate withTimeout(PlatformTransactionManager transactions) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setTimeout(HANDLING_SECONDS);
        return template;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class MetricsConfiguration {

        @Bean
        EventsMetrics eventsMetrics(EventsUpkeep upkeep) {
            return new EventsMetrics(upkeep);
        }

        @Bean
        ConsumerLag consumerLag(
                EventConsumers consumers, EventsKafka kafka, @Value("${spring.application.name}") String group) {
            return new ConsumerLag(consumers, kafka, group);
        }

        @Bean
        Upkeep consumerLagSchedule(ConsumerLag lag, EventsProperties properties) {
            return new Upkeep("consumer-lag")
                    .every(properties.sample(), properties.sample(), "The consumers' measurement", lag::measure);
        }
    }
}

package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.ids.IdsAutoConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.KafkaTemplate;

class EventsAutoConfigurationTests {

    // Nothing listens there: the beans come up without their servers.
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    KafkaAutoConfiguration.class,
                    IdsAutoConfiguration.class,
                    EventsAutoConfiguration.class))
            .withPropertyValues(
                    "spring.application.name=a-service",
                    "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                    "spring.datasource.hikari.initialization-fail-timeout=-1",
                    "spring.datasource.hikari.connection-timeout=250",
                    "spring.kafka.bootstrap-servers=127.0.0.1:1");

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(Outbox.class)
                .hasSingleBean(DeadLetters.class)
                .getBean(EventsProperties.class)
                .isEqualTo(new EventsProperties(
                        Duration.ofMillis(100), 2, Duration.ofSeconds(5), Duration.ofDays(90), Duration.ofDays(30))));
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues(
                        "platform.events.poll=1s",
                        "platform.events.concurrency=3",
                        "platform.events.sample=4s",
                        "platform.events.keep-inbox=20d",
                        "platform.events.keep-dead-letters=10d")
                .run(context -> assertThat(context)
                        .getBean(EventsProperties.class)
                        .isEqualTo(new EventsProperties(
                                Duration.ofSeconds(1),
                                3,
                                Duration.ofSeconds(4),
                                Duration.ofDays(20),
                                Duration.ofDays(10))));
    }

    @Test
    void refusesAMistypedKeyAndAnInboxShorterThanTheLongestReplay() {
        runner.withPropertyValues("platform.events.pol=1s")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("platform.events.keep-inbox=30d")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void isOffWithoutKafkaOrWithoutADatabase() {
        runner.withClassLoader(new FilteredClassLoader(KafkaTemplate.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Outbox.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, EventsAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Outbox.class));
    }

    @Test
    void makesWayForAnotherOutbox() {
        runner.withBean("own", Outbox.class, () -> event -> {})
                .run(context -> assertThat(context).hasSingleBean(Outbox.class).hasBean("own"));
    }
}

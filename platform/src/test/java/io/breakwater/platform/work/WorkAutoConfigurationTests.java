package io.breakwater.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WorkAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    WorkAutoConfiguration.class))
            .withPropertyValues(
                    "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                    "spring.datasource.hikari.initialization-fail-timeout=-1",
                    "spring.datasource.hikari.connection-timeout=250");

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(WorkQueue.class)
                .hasSingleBean(Workers.class)
                .getBean(WorkProperties.class)
                .isEqualTo(new WorkProperties(Duration.ofMillis(250), Duration.ofSeconds(5))));
    }

    @Test
    void mapsEveryKeyAndRefusesOthers() {
        runner.withPropertyValues("platform.work.poll=1s", "platform.work.sample=2s")
                .run(context -> assertThat(context)
                        .getBean(WorkProperties.class)
                        .isEqualTo(new WorkProperties(Duration.ofSeconds(1), Duration.ofSeconds(2))));
        runner.withPropertyValues("platform.work.pol=1s")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void backsOffToAMinuteAtMost() {
        Worker worker = new Worker() {
            @Override
            public String kind() {
                return "any";
            }

            @Override
            public int concurrency() {
                return 1;
            }

            @Override
            public Duration lease() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Outcome work(Claimed job) {
                return Outcome.done();
            }
        };

        assertThat(IntStream.of(1, 2, 3, 6, 7, 100).mapToObj(worker::backoff))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 32L, 60L, 60L);
    }
}

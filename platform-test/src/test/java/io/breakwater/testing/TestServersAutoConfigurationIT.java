package io.breakwater.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;

class TestServersAutoConfigurationIT {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TestServersAutoConfiguration.class));

    @Test
    void pointsAnApplicationAtThisJvmsServers() {
        runner.run(context -> {
            assertThat(context.getBean(JdbcConnectionDetails.class).getUsername())
                    .isEqualTo(TestServers.database().application());
            assertThat(context.getBean(FlywayConnectionDetails.class).getUsername())
                    .isEqualTo(TestServers.database().owner());
            assertThat(context.getBean(FlywayConnectionDetails.class).getJdbcUrl())
                    .isEqualTo(context.getBean(JdbcConnectionDetails.class).getJdbcUrl());
            assertThat(context.getBean(DataRedisConnectionDetails.class)
                            .getStandalone()
                            .getPort())
                    .isEqualTo(TestServers.redis());
            assertThat(context.getBean(KafkaConnectionDetails.class).getBootstrapServers())
                    .containsExactly(TestServers.kafka());
        });
    }

    @Test
    void contributesNothingWithoutTheLibrary() {
        runner.withClassLoader(new FilteredClassLoader(JdbcConnectionDetails.class, KafkaConnectionDetails.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("testJdbcConnectionDetails")
                        .doesNotHaveBean("testKafkaConnectionDetails")
                        .hasBean("testRedisConnectionDetails"));
    }

    @Test
    void namesTheApplicationRoleForTheMigrations() {
        var environment = new StandardEnvironment();

        new TestServersEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("spring.flyway.placeholders.application"))
                .isEqualTo(TestServers.database().application());
        // There is no mail library in this module.
        assertThat(environment.getProperty("spring.mail.port")).isNull();
    }
}

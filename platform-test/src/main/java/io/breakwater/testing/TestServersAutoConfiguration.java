package io.breakwater.testing;

import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Points every application under test at this JVM's servers, each only where its library is on the class path. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
public final class TestServersAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcConnectionDetails.class)
    static class Jdbc {

        @Bean
        @ConditionalOnMissingBean
        JdbcConnectionDetails testJdbcConnectionDetails() {
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return TestServers.database().application();
                }

                @Override
                public String getPassword() {
                    return TestServers.database().applicationPassword();
                }

                @Override
                public String getJdbcUrl() {
                    return TestServers.database().url();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FlywayConnectionDetails.class)
    static class Flyway {

        @Bean
        @ConditionalOnMissingBean
        FlywayConnectionDetails testFlywayConnectionDetails() {
            return new FlywayConnectionDetails() {
                @Override
                public String getUsername() {
                    return TestServers.database().owner();
                }

                @Override
                public String getPassword() {
                    return TestServers.database().ownerPassword();
                }

                @Override
                public String getJdbcUrl() {
                    return TestServers.database().url();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataRedisConnectionDetails.class)
    static class Redis {

        @Bean
        @ConditionalOnMissingBean
        DataRedisConnectionDetails testRedisConnectionDetails() {
            return new DataRedisConnectionDetails() {
                @Override
                public Standalone getStandalone() {
                    return Standalone.of("127.0.0.1", TestServers.redis());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(KafkaConnectionDetails.class)
    static class Kafka {

        /** The broker takes longest to start, so it begins while the context is still being made. */
        @Bean
        static BeanFactoryPostProcessor kafkaWarmUp() {
            return beans -> TestServers.warmUp(TestResource.KAFKA);
        }

        @Bean
        @ConditionalOnMissingBean
        KafkaConnectionDetails testKafkaConnectionDetails() {
            return () -> List.of(TestServers.kafka());
        }
    }
}

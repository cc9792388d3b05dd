package io.breakwater.notifications;

import io.breakwater.testing.TestServers;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A whole instance of the service beside others in this JVM, at the same database, Redis and Kafka. */
final class Replica implements Closeable {

    private final ConfigurableApplicationContext context;

    /** @param properties as {@code notifications.push.ping=1s} */
    Replica(String... properties) {
        this(TestServers.redis(), properties);
    }

    /** @param redis a port where Redis, or what stands before it, is */
    Replica(int redis, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--tests.redis=" + redis,
                "--logging.structured.format.console="));
        // Of a property that is given twice Spring would make a list.
        if (Stream.of(properties).noneMatch(property -> property.startsWith("platform.drain.hold"))) {
            arguments.add("--platform.drain.hold=1s");
        }
        for (String property : properties) {
            arguments.add("--" + property);
        }
        context = new SpringApplicationBuilder(NotificationsApplication.class, RedisOfChoice.class)
                .run(arguments.toArray(String[]::new));
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The drain, as at SIGTERM. */
    @Override
    public void close() {
        context.close();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class RedisOfChoice {

        @Bean
        DataRedisConnectionDetails redisOfChoice(Environment environment) {
            int port = environment.getRequiredProperty("tests.redis", Integer.class);
            return new DataRedisConnectionDetails() {
                @Override
                public Standalone getStandalone() {
                    return Standalone.of("127.0.0.1", port);
                }
            };
        }
    }
}

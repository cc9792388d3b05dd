package io.breakwater.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.util.ClassUtils;

/** Adds the properties for which Boot has no connection details; a server starts when one of its properties is read. */
final class TestServersEnvironmentPostProcessor implements EnvironmentPostProcessor {

    // What a test asks for by name wins.
    private static final String INLINED = "Inlined Test Properties";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var properties = new LinkedHashMap<String, Supplier<Object>>();
        if (present("org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration")) {
            properties.put("spring.mail.host", () -> "127.0.0.1");
            properties.put("spring.mail.port", TestServers::smtp);
        }
        if (present("org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")) {
            properties.put(
                    "spring.flyway.placeholders.application",
                    () -> TestServers.database().application());
        }
        MutablePropertySources sources = environment.getPropertySources();
        if (sources.contains(INLINED)) {
            sources.addAfter(INLINED, new LazySource(properties));
        } else {
            sources.addFirst(new LazySource(properties));
        }
    }

    private static boolean present(String type) {
        return ClassUtils.isPresent(type, TestServersEnvironmentPostProcessor.class.getClassLoader());
    }

    private static final class LazySource extends EnumerablePropertySource<Map<String, Supplier<Object>>> {

        private LazySource(Map<String, Supplier<Object>> properties) {
            super("the tests' servers", properties);
        }

        @Override
        public String[] getPropertyNames() {
            return source.keySet().toArray(String[]::new);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            Supplier<Object> value = source.get(name);
            return value == null ? null : value.get();
        }
    }
}

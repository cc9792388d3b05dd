package io.breakwater.gateway.testing;

import io.breakwater.gateway.GatewayApplication;
import io.breakwater.gateway.instances.Instances;
import io.breakwater.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway on a free port, with a discovery file, a wire to Redis that can be cut, and an auth-service. */
public final class Door implements AutoCloseable {

    static final String SECRET = "presented-by-the-door";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Path file;
    private final Map<String, int[]> instances = new HashMap<>();
    private final CutWire redisWire;
    private final Sessions sessions;
    private final ConfigurableApplicationContext context;

    private Door(String... properties) {
        int redis = TestServers.redis();
        redisWire = new CutWire("127.0.0.1", redis);
        sessions = new Sessions("127.0.0.1", redis);
        try {
            file = Files.createTempDirectory("door").resolve("instances.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        instances("auth-service", sessions.authService().port());
        List<String> ours = List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "management.server.port=0",
                "management.server.address=127.0.0.1",
                "logging.structured.format.console=",
                "platform.drain.hold=0s",
                // The tests' machine may be busy, and what is tested isn't its speed.
                "gateway.sessions.liveness-timeout=2s",
                "gateway.auth.timeout=5s",
                "spring.cloud.gateway.server.webflux.httpclient.connect-timeout=5000",
                "gateway.auth.internal-secret=" + SECRET,
                "gateway.instances.file=" + file);
        context = new SpringApplicationBuilder(GatewayApplication.class)
                .initializers(started -> started.getBeanFactory().addBeanPostProcessor(new RedisByWire(redisWire)))
                .run(Stream.concat(ours.stream(), Arrays.stream(properties))
                        .collect(Collectors.toMap(
                                property -> property.substring(0, property.indexOf('=')),
                                property -> "--" + property,
                                (first, last) -> last))
                        .values()
                        .toArray(String[]::new));
    }

    /** Opens one; properties are {@code key=value}, over the tests' own. */
    public static Door open(String... properties) {
        return new Door(properties);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    public Sessions sessions() {
        return sessions;
    }

    public CutWire redisWire() {
        return redisWire;
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** Replaces the instances of a service in the discovery file, atomically as the launcher does. */
    public void instances(String service, int... ports) {
        instances.put(service, ports);
        String json = instances.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + list(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        try {
            Path next = file.resolveSibling("next.json");
            Files.writeString(next, json);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once the door knows that many instances. */
    public void awaitInstances(String service, int count) {
        Instances known = context.getBean(Instances.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> known.list(service).size() == count);
    }

    private static String list(int... ports) {
        return IntStream.range(0, ports.length)
                .mapToObj(i -> "{\"index\": " + (i + 1) + ", \"host\": \"127.0.0.1\", \"port\": " + ports[i] + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Headers are name, value, name, value, and so on. */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        context.close();
        sessions.close();
        // Not close(), which waits for a WebSocket that reads nothing.
        client.shutdownNow();
        try {
            redisWire.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever Redis the tests have, it is reached through the wire. */
    private record RedisByWire(CutWire wire) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataRedisConnectionDetails ? new Wired(wire.port()) : bean;
        }
    }

    private record Wired(int port) implements DataRedisConnectionDetails {

        @Override
        public Standalone getStandalone() {
            return Standalone.of("127.0.0.1", port);
        }
    }
}

package io.breakwater.payments;

import io.breakwater.simulator.ProviderSimulator;
import io.breakwater.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** This JVM's card processor: its faults and its journal, the outside truth. */
public final class Simulator {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ProviderSimulator SIMULATOR = start();

    private Simulator() {}

    /** One line of the journal, as far as the tests look at it. */
    public record Line(
            String operation,
            String object,
            @Nullable String idempotencyKey,
            long amount,
            Map<String, String> metadata,
            String outcome) {

        boolean of(UUID orderId) {
            return orderId.toString().equals(metadata.get("orderId"));
        }
    }

    private record Journal(List<Line> items) {}

    private static ProviderSimulator start() {
        try {
            return ProviderSimulator.start(SimulatorSettings.local(Files.createTempDirectory("simulator")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void faults(String json) {
        HttpRequest request = HttpRequest.newBuilder(control("faults"))
                .PUT(BodyPublishers.ofString(json))
                .build();
        if (send(request).startsWith("{\"error")) {
            throw new IllegalArgumentException(json);
        }
    }

    public static void healthy() {
        send(HttpRequest.newBuilder(control("faults")).DELETE().build());
    }

    public static List<Line> journal(UUID orderId) {
        HttpRequest all = HttpRequest.newBuilder(control("journal?after=0")).build();
        return JSON.readValue(send(all), Journal.class).items().stream()
                .filter(line -> line.of(orderId))
                .toList();
    }

    /** How often the order's card was charged. */
    public static long charges(UUID orderId) {
        return journal(orderId).stream()
                .filter(line -> line.operation().equals("payment_intent.confirm")
                        && line.outcome().equals("succeeded"))
                .count();
    }

    public static String url() {
        return "http://127.0.0.1:" + SIMULATOR.port();
    }

    private static URI control(String path) {
        return URI.create(url() + "/_control/" + path);
    }

    private static String send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Points the service at it. */
    static final class BaseUrl implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("payments.provider.base-url=" + url()).applyTo(context);
        }
    }
}

package io.breakwater.local.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.local.story.Protobuf.Field;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A collector that keeps the spans that it is sent, by OTLP over HTTP in protobuf. The numbers of fields are those of
 * OpenTelemetry's {@code trace.proto}, {@code resource.proto} and {@code common.proto}.
 */
final class TraceCollector implements AutoCloseable {

    // trace.proto, Span.SpanKind: SPAN_KIND_CONSUMER.
    private static final long CONSUMER = 5;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * One span.
     *
     * @param parent empty for a trace's first
     */
    record Span(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            long kind,
            Map<String, String> attributes) {

        /** Empty where it has none. */
        String attribute(String key) {
            return attributes.getOrDefault(key, "");
        }

        boolean is(String key, String value) {
            return attribute(key).equals(value);
        }

        boolean consumes(String service, String topic) {
            return kind == CONSUMER && this.service.equals(service) && is("messaging.destination.name", topic);
        }
    }

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    static TraceCollector start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TraceCollector collector = new TraceCollector(server);
        server.createContext("/v1/traces", collector::receive);
        server.setExecutor(collector.threads);
        server.start();
        return collector;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    Collection<List<Span>> traces() {
        return spans.stream().collect(Collectors.groupingBy(Span::trace)).values();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] request = (packed ? new GZIPInputStream(body) : body).readAllBytes();
            for (Field resourceSpans : Protobuf.read(request).all(1)) {
                read(Protobuf.read(resourceSpans.bytes()));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            // An ExportTraceServiceResponse without fields: all were taken.
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void read(Protobuf resourceSpans) {
        String service = resourceSpans.all(1).stream()
                .map(resource -> attributes(Protobuf.read(resource.bytes()), 1))
                .findFirst()
                .orElseThrow()
                .getOrDefault("service.name", "");
        for (Field scopeSpans : resourceSpans.all(2)) {
            for (Field span : Protobuf.read(scopeSpans.bytes()).all(2)) {
                Protobuf fields = Protobuf.read(span.bytes());
                spans.add(new Span(
                        service,
                        hex(fields.bytes(1)),
                        hex(fields.bytes(2)),
                        hex(fields.bytes(4)),
                        text(fields.bytes(5)),
                        fields.number(6),
                        attributes(fields, 9)));
            }
        }
    }

    /** Those that are text or whole numbers. */
    private static Map<String, String> attributes(Protobuf message, int field) {
        Map<String, String> attributes = new HashMap<>();
        for (Field attribute : message.all(field)) {
            Protobuf pair = Protobuf.read(attribute.bytes());
            Protobuf value = Protobuf.read(pair.bytes(2));
            attributes.put(
                    text(pair.bytes(1)),
                    value.all(1).isEmpty() ? String.valueOf(value.number(3)) : text(value.bytes(1)));
        }
        return attributes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

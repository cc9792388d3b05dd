package io.breakwater.gateway.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server in the place of a service; remembers what it was asked. */
public final class TestUpstream implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Answer answer;

    public TestUpstream(Answer answer) {
        this(0, answer);
    }

    public TestUpstream(int port, Answer answer) {
        this.answer = answer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Answers every request with 200 and its own name. */
    public static TestUpstream named(String name) {
        return new TestUpstream(request -> request.reply(200, "{\"from\": \"" + name + "\"}"));
    }

    public void answerWith(Answer next) {
        answer = next;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Seen> seen() {
        return seen;
    }

    public Seen last() {
        return seen.getLast();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Seen request = new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body,
                    exchange);
            seen.add(request);
            answer.to(request);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** As an instance that has left: its port refuses connections. */
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** How a request is answered. */
    @FunctionalInterface
    public interface Answer {
        void to(Seen request) throws IOException;
    }

    /** A request as the service got it. */
    public record Seen(String method, String target, Headers headers, String body, HttpExchange exchange) {

        public Seen with(String header, String value) {
            exchange.getResponseHeaders().add(header, value);
            return this;
        }

        public void reply(int status, String json) throws IOException {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            boolean head = method.equals("HEAD");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}

package io.breakwater.local.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The launcher's own HTTP port, loopback only, for the commands: {@code GET /status}, {@code
 * /parts}, {@code POST /kill}, {@code
 * /pause}, {@code /resume}, {@code /scale}, {@code /reload}, {@code /down}. Each call presents the token of {@code breakwater.json}; a refusal is {@code {"error",
 * "exitCode"}}.
 */
final class ControlServer implements AutoCloseable {

    /**
     * What a command asks for.
     *
     * @param service also a backing server where that makes sense; empty means everything of ours in {@code reload}
     * @param index 0 means all replicas; the number of replicas in {@code scale}
     */
    record Ask(String service, int index) {}

    // An ask is some fifty bytes.
    private static final int LARGEST_BODY = 4096;

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;
    private final LocalSystem system;
    private final Operations operations;
    private final byte[] authorization;

    ControlServer(int port, String token, LocalSystem system, Operations operations) throws IOException {
        this.system = system;
        this.operations = operations;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String presented = exchange.getRequestHeaders().getFirst("Authorization");
            if (presented == null
                    || !MessageDigest.isEqual(authorization, presented.getBytes(StandardCharsets.UTF_8))) {
                answer(exchange, 401, Map.of("error", "The token of .local/run/breakwater.json is needed."));
                return;
            }
            try {
                answer(exchange, 200, answerTo(exchange));
            } catch (Refusal refusal) {
                answer(exchange, 409, Map.of("error", refusal.sentence(), "exitCode", refusal.exitCode()));
            } catch (UncheckedIOException e) {
                String sentence = "A file can't be read or written (%s).".formatted(Refusal.reason(e));
                answer(exchange, 409, Map.of("error", sentence, "exitCode", ExitCodes.ENVIRONMENT));
            } catch (JacksonException e) {
                answer(exchange, 400, Map.of("error", "The body is not what this call takes."));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer(exchange, 503, Map.of("error", "Breakwater is stopping."));
            }
        }
    }

    private Object answerTo(HttpExchange exchange) throws IOException, InterruptedException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return switch (call) {
            case "GET /status" -> system.view();
            case "GET /parts" -> system.parts();
            case "POST /kill" -> Map.of("killed", operations.kill(ask(exchange)));
            case "POST /pause" -> Map.of("paused", operations.pause(ask(exchange)));
            case "POST /resume" -> Map.of("resumed", operations.resume(ask(exchange)));
            case "POST /reload" -> Map.of("reloaded", operations.reload(ask(exchange)));
            case "POST /scale" -> {
                Ask ask = ask(exchange);
                operations.scale(ask.service(), ask.index());
                yield Map.of("scaled", ask.service(), "replicas", ask.index());
            }
            case "POST /down" -> {
                system.requestStop();
                yield Map.of("stopping", true);
            }
            default -> throw Refusal.usage("There is no call \"%s\" here.", call);
        };
    }

    private Ask ask(HttpExchange exchange) throws IOException {
        return json.readValue(exchange.getRequestBody().readNBytes(LARGEST_BODY), Ask.class);
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

package io.breakwater.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.breakwater.simulator.fault.FaultPlan;
import io.breakwater.simulator.fault.Faults;
import io.breakwater.simulator.fault.FaultsRefused;
import io.breakwater.simulator.http.Answer;
import io.breakwater.simulator.http.Json;
import io.breakwater.simulator.http.RequestBody;
import io.breakwater.simulator.stripe.Account;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SequenceWriter;

/** Everything under {@code /_control}: the faults, and the journal as the outside truth. */
final class ControlHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(ControlHandler.class.getName());
    private static final Pattern AFTER = Pattern.compile("(?:.*&)?after=([^&]*)(?:&.*)?");

    private final Account account;
    private final Faults faults;

    ControlHandler(Account account, Faults faults) {
        this.account = account;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        switch (exchange.getRequestURI().getPath()) {
            case "/_control/faults" -> {
                switch (method) {
                    case "GET" -> Answer.json(200, faults.plan()).send(exchange);
                    case "PUT" -> replaceFaults(exchange).send(exchange);
                    case "DELETE" -> clearFaults().send(exchange);
                    default -> methodNotAllowed("GET, PUT, DELETE").send(exchange);
                }
            }
            case "/_control/journal" -> {
                if (method.equals("GET")) {
                    sendJournal(exchange);
                } else {
                    methodNotAllowed("GET").send(exchange);
                }
            }
            default -> Answer.error(404, "There is no such control.").send(exchange);
        }
    }

    private Answer replaceFaults(HttpExchange exchange) throws IOException {
        Optional<byte[]> body = RequestBody.read(exchange);
        if (body.isEmpty()) {
            return Answer.error(413, "The request body is too large.");
        }
        try {
            faults.replace(FaultPlan.parse(body.get()));
        } catch (FaultsRefused refused) {
            return Answer.error(400, String.valueOf(refused.getMessage()));
        }
        FaultPlan plan = faults.plan();
        LOG.log(System.Logger.Level.INFO, "Faults: {0}", plan);
        return Answer.json(200, plan);
    }

    private Answer clearFaults() {
        faults.clear();
        LOG.log(System.Logger.Level.INFO, "No faults");
        return Answer.empty(204);
    }

    /** The whole rest of the journal, however long: it is streamed from the file, so memory doesn't bound it. */
    private void sendJournal(HttpExchange exchange) throws IOException {
        Optional<Long> after = after(exchange.getRequestURI().getRawQuery());
        if (after.isEmpty()) {
            Answer.error(400, "after has to be a position, a whole number from 0.")
                    .send(exchange);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("{\"items\":".getBytes(StandardCharsets.UTF_8));
            SequenceWriter items = Json.MAPPER
                    .writer()
                    .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .writeValuesAsArray(out);
            account.history(after.get(), items::write);
            items.close();
            out.write('}');
        }
        exchange.close();
    }

    private static Optional<Long> after(@Nullable String query) {
        Matcher parameter = AFTER.matcher(query == null ? "" : query);
        String text = parameter.matches() ? URLDecoder.decode(parameter.group(1), StandardCharsets.UTF_8) : "";
        if (text.isEmpty()) {
            return Optional.of(0L);
        }
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Answer methodNotAllowed(String allowed) {
        return Answer.error(405, "This control knows only " + allowed + ".").with("Allow", allowed);
    }
}

package io.breakwater.simulator.stripe;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.breakwater.simulator.fault.Faults;
import io.breakwater.simulator.fault.Strike;
import io.breakwater.simulator.http.Answer;
import io.breakwater.simulator.http.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Everything under {@code /v1}: authentication, idempotency and faults around {@link PaymentIntents}. */
public final class StripeHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(StripeHandler.class.getName());

    private final Account account;
    private final Faults faults;
    private final RandomGenerator random;
    private final CountDownLatch closing;

    /**
     * Serves one account.
     *
     * @param closing once it is down, no call is delayed any longer: what is in flight ends
     */
    public StripeHandler(Account account, Faults faults, RandomGenerator random, CountDownLatch closing) {
        this.account = account;
        this.faults = faults;
        this.random = random;
        this.closing = closing;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] bits = new byte[8];
        random.nextBytes(bits);
        String requestId = "req_" + HexFormat.of().formatHex(bits);
        Optional<Answer> answer;
        try {
            answer = answer(exchange, requestId);
        } catch (StripeProblem problem) {
            answer = Optional.of(answerOf(problem));
        } catch (UncheckedIOException e) {
            // The journal has logged it. Nothing that was not written may be told.
            answer = Optional.of(answerOf(StripeProblem.internal()));
        }
        if (answer.isEmpty()) {
            // The acted-upon call whose answer is lost: the connection just ends.
            exchange.close();
            return;
        }
        answer.get().with("Request-Id", requestId).send(exchange);
    }

    /** Empty where the answer gets lost. */
    private Optional<Answer> answer(HttpExchange exchange, String requestId) throws IOException {
        authenticate(exchange.getRequestHeaders());
        Call call = understand(exchange, requestId);
        account.validate(call);
        boolean known = account.answered(call);
        Strike strike = faults.strike(call.operation().journalName(), account.methodOf(call), known);
        if (strike.rateLimited()) {
            throw StripeProblem.rateLimited();
        }
        Answer answer = withKey(call, execute(call, strike));
        return strike.loseAnswer() ? Optional.empty() : Optional.of(answer);
    }

    private Answer execute(Call call, Strike strike) {
        boolean claimed = false;
        try {
            claimed = account.claim(call);
            // A slow provider is slow before it acts: a client that has given up may still be charged.
            pause(strike.delayMillis());
            Account.Reply reply = account.execute(call, strike);
            Answer answer = new Answer(reply.status(), reply.body(), Map.of("Content-Type", "application/json"))
                    .with("Stripe-Should-Retry", "false");
            return reply.originalRequestId() == null
                    ? answer
                    : answer.with("Idempotent-Replayed", "true").with("Original-Request", reply.originalRequestId());
        } catch (StripeProblem problem) {
            return answerOf(problem);
        } finally {
            if (claimed) {
                account.release(call);
            }
        }
    }

    private static Answer withKey(Call call, Answer answer) {
        return call.key() == null ? answer : answer.with("Idempotency-Key", call.key());
    }

    /** Only these two ask to come again: nothing was executed, and the next try may well be. */
    private static Answer answerOf(StripeProblem problem) {
        boolean retry = problem.status() == 429 || problem.status() == 409;
        return Answer.json(problem.status(), problem.body()).with("Stripe-Should-Retry", String.valueOf(retry));
    }

    private static Call understand(HttpExchange exchange, String requestId) throws IOException {
        byte[] body = RequestBody.read(exchange)
                .orElseThrow(() -> StripeProblem.invalid(null, "The request body is too large.", null));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (body.length > 0 && (type == null || !type.startsWith("application/x-www-form-urlencoded"))) {
            throw StripeProblem.invalid(
                    null, "Invalid request content type: send application/x-www-form-urlencoded.", null);
        }
        String query = exchange.getRequestURI().getRawQuery();
        String parameters = exchange.getRequestMethod().equals("GET")
                ? (query == null ? "" : query)
                : new String(body, StandardCharsets.UTF_8);
        return Call.of(new Call.Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters,
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                requestId));
    }

    private static void authenticate(Headers headers) {
        String key = apiKey(headers.getFirst("Authorization"));
        if (key == null) {
            throw StripeProblem.unauthenticated("You did not provide an API key: send it as "
                    + "'Authorization: Bearer YOUR_SECRET_KEY', or by HTTP Basic as the user name.");
        }
        if (!key.startsWith("sk_test_") || key.length() == "sk_test_".length()) {
            throw StripeProblem.unauthenticated("Invalid API Key provided: keys of this API begin with sk_test_.");
        }
    }

    private static @Nullable String apiKey(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            return new String(pair, StandardCharsets.UTF_8).split(":", 2)[0];
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void pause(long millis) {
        try {
            boolean closed = closing.await(millis, TimeUnit.MILLISECONDS);
            if (closed) {
                LOG.log(System.Logger.Level.DEBUG, "A delayed call goes on at once: the simulator closes.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Nobody interrupts a call of this simulator.", e);
        }
    }
}

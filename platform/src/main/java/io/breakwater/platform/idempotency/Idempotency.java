package io.breakwater.platform.idempotency;

import io.breakwater.platform.web.ApiJson;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.RequestId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Executes a request once per key. All of it is one transaction: try-lock, effect and stored answer commit together, so
 * there is no moment at which a crash leaves an effect without its answer, nor an answer without its effect.
 *
 * <p>The use case runs within a savepoint. A refusal (404, 409, 422) rolls back to it and is stored; anything else that
 * fails rolls back everything, so that the next try executes. Semantics: draft-ietf-httpapi-idempotency-key-header.
 */
public final class Idempotency {

    private static final String REPLAYED = "Idempotency-Replayed";

    private final StoredAnswerRepository answers;
    private final TransactionTemplate outer;
    private final TransactionTemplate savepoint;
    private final ApiJson json;
    /** What executes here just now: at most as many as the pool has connections. */
    private final Set<IdempotentCall> running = ConcurrentHashMap.newKeySet();

    Idempotency(StoredAnswerRepository answers, PlatformTransactionManager transactions, ApiJson json) {
        this.answers = answers;
        this.outer = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.json = json;
    }

    /**
     * Answers with this execution's answer or, with {@code Idempotency-Replayed: true}, with the first one's.
     *
     * @param request what was asked for, as the controller read it; with the path it is the fingerprint that tells a retry
     *     from another request under the same key. Null where the route has no body
     * @param useCase joins the transaction; throws {@link ApiProblem} to refuse
     */
    public <T> ResponseEntity<?> execute(
            IdempotentCall call, @Nullable Object request, Supplier<ResponseEntity<T>> useCase) {
        IdempotentCall scope = call.withoutPath();
        // Retries that arrive while the first is slow must not take the pool's other connections.
        if (running.contains(scope)) {
            throw inProgress();
        }
        byte[] fingerprint = Fingerprint.of(call.path(), request);
        return outer.execute(status -> {
            boolean locked = answers.tryLock(call);
            Optional<StoredAnswer> stored = answers.find(call);
            if (stored.isPresent()) {
                return replay(stored.get(), fingerprint);
            }
            if (!locked) {
                throw inProgress();
            }
            running.add(scope);
            try {
                StoredAnswer answer = run(call, fingerprint, useCase);
                answers.add(call, answer);
                return answer.toResponse();
            } finally {
                running.remove(scope);
            }
        });
    }

    private <T> StoredAnswer run(IdempotentCall call, byte[] fingerprint, Supplier<ResponseEntity<T>> useCase) {
        try {
            ResponseEntity<T> response = savepoint.execute(status -> successful(useCase.get()));
            byte[] body = response.getBody() == null ? null : json.write(response.getBody());
            HttpHeaders headers = new HttpHeaders(response.getHeaders());
            if (body != null && headers.getContentType() == null) {
                headers.setContentType(MediaType.APPLICATION_JSON);
            }
            return new StoredAnswer(fingerprint, response.getStatusCode().value(), headers, body);
        } catch (ApiProblem refusal) {
            if (!isRefusalOfTheUseCase(refusal.getStatusCode())) {
                throw refusal;
            }
            byte[] body = refusal.json(call.path(), RequestId.current().orElse(null));
            HttpHeaders headers = new HttpHeaders(refusal.getHeaders());
            headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            return new StoredAnswer(fingerprint, refusal.getStatusCode().value(), headers, body);
        }
    }

    private static <T> ResponseEntity<T> successful(ResponseEntity<T> response) {
        if (!response.getStatusCode().is2xxSuccessful()) {
            throw new IllegalStateException("A use case refuses by throwing ApiProblem, not by returning "
                    + response.getStatusCode() + ": its effects would be committed");
        }
        return response;
    }

    private static boolean isRefusalOfTheUseCase(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.NOT_FOUND)
                || status.isSameCodeAs(HttpStatus.CONFLICT)
                || status.isSameCodeAs(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ResponseEntity<?> replay(StoredAnswer stored, byte[] fingerprint) {
        if (!stored.answers(fingerprint)) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "The key was used for another request",
                    "This Idempotency-Key was sent before with another path or body; take a new key for a new request.");
        }
        ResponseEntity<byte[]> response = stored.toResponse();
        HttpHeaders headers = new HttpHeaders(response.getHeaders());
        headers.set(REPLAYED, "true");
        return new ResponseEntity<>(response.getBody(), headers, response.getStatusCode());
    }

    private static ApiProblem inProgress() {
        return new ApiProblem(
                        HttpStatus.CONFLICT,
                        "idempotency-in-progress",
                        "The first request with this key is still running",
                        "Ask again with the same key: the answer will be the first request's.")
                // A request is over after 7 s at the latest, most after some milliseconds.
                .withRetryAfter(Duration.ofSeconds(1));
    }
}

package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.NotificationFeed;
import io.breakwater.notifications.notification.NotificationFeed.Start;
import io.breakwater.notifications.push.Admission.Admitted;
import io.breakwater.notifications.push.Admission.Refused;
import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.shedding.RequestShare;
import io.breakwater.platform.web.ApiJson;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.FieldError;
import io.breakwater.platform.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Both doors of live push. Everything that can be refused is refused before the stream begins, as a problem. */
@RestController
class PushController {

    static final String SSE_PATH = "/api/notifications/stream";
    static final String WEBSOCKET_PATH = "/ws/notifications";

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String AFTER = "after";
    // No sequence gets there, and a long holds it.
    private static final int MAX_DIGITS = 18;
    // A vanished client is found out at the next ping.
    private static final Duration RETRY_WHEN_USER_HAS_TOO_MANY = Duration.ofSeconds(15);
    // Streams live for hours: when one ends is anybody's guess, but another replica may have room at once.
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);
    private static final Duration RETRY_WHEN_DRAINING = Duration.ofSeconds(1);

    private final OpenStreams streams;
    private final NotificationFeed feed;
    private final WebSockets webSockets;
    private final PushSettings settings;
    private final ApiJson json;
    private final RandomGenerator random;

    PushController(
            OpenStreams streams,
            NotificationFeed feed,
            WebSockets webSockets,
            PushSettings settings,
            ApiJson json,
            RandomGenerator random) {
        this.streams = streams;
        this.feed = feed;
        this.webSockets = webSockets;
        this.settings = settings;
        this.json = json;
        this.random = random;
    }

    /** Holds the request's virtual thread for as long as the stream lives; that costs its stack, no more. */
    @GetMapping(path = SSE_PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            Caller caller,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        // An EventSource that comes back sends both: the URL is as old as the page.
        boolean resumes = lastEventId != null && !lastEventId.isEmpty();
        Long place = resumes ? place(LAST_EVENT_ID, lastEventId) : place(AFTER, after);
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            return;
        }
        LiveStream stream = admit(caller.userId(), place, new SseOutput(response, json, random));
        // From here on it counts among the streams.
        RequestShare.giveBack(request);
        streams.serve(stream);
    }

    @GetMapping(WEBSOCKET_PATH)
    void connect(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Long place = place(AFTER, after);
        if (!WebSockets.isHandshake(request)) {
            throw ApiProblem.malformed("This is a WebSocket: send the handshake of RFC 6455, version 13.");
        }
        WebSocketOutput output = new WebSocketOutput(json, settings.stall());
        webSockets.open(request, response, admit(caller.userId(), place, output), output);
    }

    private LiveStream admit(UUID userId, @Nullable Long place, StreamOutput output) throws InterruptedException {
        Start start = feed.start(userId, place, settings.kept());
        return switch (streams.admit(userId, start, output)) {
            case Admitted admitted -> admitted.stream();
            case Refused refused -> throw problem(refused);
        };
    }

    private ApiProblem problem(Refused refused) {
        return switch (refused) {
            case USER_HAS_TOO_MANY ->
                new ApiProblem(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "rate-limited",
                                "Too many requests",
                                "A user has at most " + settings.streamsPerUser() + " streams: close one.")
                        .withRetryAfter(RETRY_WHEN_USER_HAS_TOO_MANY);
            case REPLICA_IS_FULL ->
                ApiProblem.of(ProblemType.OVERLOADED, "As many streams are open as can be.")
                        .withRetryAfter(RETRY_WHEN_FULL);
            case DRAINING -> ApiProblem.unavailable(RETRY_WHEN_DRAINING, "This instance leaves. Connect again.");
        };
    }

    private static @Nullable Long place(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        boolean digits = text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw ApiProblem.invalid(List.of(new FieldError(name, "must be a sequence number, 0 or more")));
        }
        return Long.valueOf(text);
    }
}

package io.breakwater.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each customer does with one request: note it, send it, note the answer, and try again as a real client would. */
final class Customers {

    // An order is wanted: pauses of 0.5, 1, 2, 4, then 5 s, half a minute in all. Who reads looks once more, and once
    // again;
    // more would be a storm of its own on a system that has too much to do.
    private static final int TRIES_TO_ORDER = 8;
    private static final int TRIES_TO_READ = 3;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5000;

    // gatling.conf: how long an idle connection is kept.
    private static final long POOLED_MILLIS = 4000;

    // Answers that say "not now"; any other one is final.
    private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final int IN_PROGRESS = 409;

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final Notebook record;

    Customers(Notebook record) {
        this.record = record;
    }

    /** With the key and body of the session, until it is accepted or refused. */
    ChainBuilder order() {
        return trying(
                "order",
                http("order")
                        .post("/api/orders")
                        .header("Idempotency-Key", "#{key}")
                        .header("Authorization", "Bearer #{token}")
                        .header("Content-Type", "application/json")
                        .body(StringBody("#{body}")));
    }

    ChainBuilder logIn() {
        return trying(
                        "login",
                        http("login")
                                .post("/api/auth/login")
                                .header("Content-Type", "application/json")
                                .body(StringBody("{\"email\":\"#{email}\",\"password\":\"#{password}\"}")))
                .exec(session -> found(TOKEN, session)
                        .map(token -> session.set("token", token))
                        .orElse(session));
    }

    ChainBuilder logOut() {
        return trying("logout", http("logout").post("/api/auth/logout").header("Authorization", "Bearer #{token}"));
    }

    /** With the session's token. */
    ChainBuilder read(String kind, String path) {
        return trying(kind, http(kind).get(path).header("Authorization", "Bearer #{token}"));
    }

    ChainBuilder browse(String kind, String path) {
        return trying(kind, http(kind).get(path));
    }

    private ChainBuilder trying(String kind, HttpRequestActionBuilder request) {
        ChainBuilder once = exec(session -> begin(kind, session))
                .exec(request.check(status().saveAs("status"), bodyString().saveAs("answer"))
                        .check(header("Connection").optional().saveAs("connection")))
                .exec(session -> end(kind, session))
                .doIf(session -> session.getBoolean("again"))
                .then(pause(session -> pauseAfter(session.getInt("attempt"))));
        return exec(session -> session.set("attempt", 0).set("again", true))
                .asLongAs(session -> session.getBoolean("again"))
                .on(once);
    }

    private Session begin(String kind, Session session) {
        int attempt = session.getInt("attempt") + 1;
        boolean order = kind.equals("order");
        Notebook.Try what = new Notebook.Try(
                kind,
                text(session, "user"),
                order ? text(session, "key") : "-",
                order ? text(session, "card") : "-",
                attempt);
        return session.markAsSucceeded()
                .removeAll("status", "answer", "connection")
                .set("attempt", attempt)
                .set("request", record.sent(what, session.getBoolean("fresh")));
    }

    private Session end(String kind, Session session) {
        boolean answered = session.contains("status");
        int code = answered ? session.getInt("status") : 0;
        boolean again = !answered || TRY_AGAIN.contains(code) || inProgress(code, session);
        String order =
                kind.equals("order") && code / 100 == 2 ? found(ID, session).orElse("-") : "-";
        long request = session.getLong("request");
        record.got(request, answered ? describe(code, session) : Failures.take(request), order);
        int attempt = session.getInt("attempt");
        boolean kept = answered && !"close".equalsIgnoreCase(text(session, "connection"));
        return session.markAsSucceeded()
                .set("order", kind.equals("order") ? order : text(session, "order"))
                // The pool has given it up by the time of a late try.
                .set("fresh", !kept || pauseAfter(attempt).toMillis() >= POOLED_MILLIS)
                .set("again", again && attempt < (kind.equals("order") ? TRIES_TO_ORDER : TRIES_TO_READ));
    }

    /** A problem is told with the last word of its type. */
    private static String describe(int code, Session session) {
        if (code < 400) {
            return String.valueOf(code);
        }
        Matcher type = Pattern.compile("\"type\":\"/problems/([a-z-]+)\"").matcher(text(session, "answer"));
        return type.find() ? code + " " + type.group(1) : String.valueOf(code);
    }

    private static boolean inProgress(int code, Session session) {
        return code == IN_PROGRESS && text(session, "answer").contains("idempotency-in-progress");
    }

    /** The jitter comes from the customers' different times of arrival. */
    private static Duration pauseAfter(int attempt) {
        return Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 10)));
    }

    private static Optional<String> found(Pattern pattern, Session session) {
        Matcher matcher = pattern.matcher(text(session, "answer"));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Empty where it isn't set. */
    private static String text(Session session, String name) {
        return session.contains(name) ? String.valueOf(session.getString(name)) : "";
    }
}

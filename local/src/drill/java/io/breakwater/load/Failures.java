package io.breakwater.load;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a request got no answer. Gatling tells it to its log only, before the scenario goes on: this appender keeps it until
 * the scenario asks, by the request's number, which is in the session that is logged with it.
 */
public final class Failures extends AppenderBase<ILoggingEvent> {

    // e.g. "order: KO j.i.IOException: Connection reset by peer"
    private static final Pattern ERROR = Pattern.compile("(?m)^[a-z ]+: KO (.*)$");
    private static final Pattern NUMBER = Pattern.compile("request -> (\\d+)");

    private static final Map<String, String> REASONS = new ConcurrentHashMap<>();

    /** One line without tabs; "no answer" where nothing is known. Forgets it. */
    static String take(long request) {
        String reason = REASONS.remove(String.valueOf(request));
        return reason == null ? "no answer" : reason;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = event.getFormattedMessage();
        Matcher number = NUMBER.matcher(text);
        Matcher error = ERROR.matcher(text);
        if (number.find() && error.find()) {
            REASONS.put(number.group(1), error.group(1).replace('\t', ' '));
        }
    }
}

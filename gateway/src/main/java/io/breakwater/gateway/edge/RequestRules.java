package io.breakwater.gateway.edge;

import io.breakwater.gateway.edge.ConnectionGuard.Verdict;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request must be before anything is done for it, beyond what Netty's decoder sees to. */
final class RequestRules {

    /** RFC 3986's host and port, loosely: nothing that could end a header, a path or a log line. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~%!$&'()*+,;=:\\[\\]-]*");

    private RequestRules() {}

    static @Nullable Verdict judge(HttpRequest request, EdgeSettings settings) {
        if (request.uri().length() > settings.maxUri().toBytes()) {
            return uriTooLong(settings);
        }
        if (path(request) == null) {
            return new Verdict("malformed-request", "The request's target is no URI.");
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new Verdict("malformed-request", "HTTP/1.1 is spoken here.");
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        // RFC 9112, section 3.2: exactly one.
        boolean oneHost = hosts.size() == 1 || (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_0));
        if (!oneHost || hosts.stream().anyMatch(host -> !HOST.matcher(host).matches())) {
            return new Verdict("malformed-request", "A request names exactly one Host.");
        }
        if (HttpUtil.getContentLength(request, 0L) > settings.maxBody().toBytes()) {
            long most = settings.maxBody().toBytes();
            return new Verdict("body-too-large", "A body has at most " + most + " bytes here.");
        }
        return null;
    }

    static Verdict uriTooLong(EdgeSettings settings) {
        return new Verdict(
                "uri-too-long", "A URI has at most " + settings.maxUri().toBytes() + " bytes here.");
    }

    /** The path as it was sent, without the query; null where the target is no URI. */
    static @Nullable String path(HttpRequest request) {
        try {
            String target = request.uri();
            if (target.startsWith("/")) {
                return new URI("http://h" + target).getRawPath();
            }
            URI uri = new URI(target);
            // RFC 9112, section 3.2: the other forms are an absolute URI and, for OPTIONS, the asterisk.
            return uri.isAbsolute() || target.equals("*") ? uri.getRawPath() : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}

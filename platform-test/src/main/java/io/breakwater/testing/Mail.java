package io.breakwater.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A received mail: headers by name in any case, and its parts, decoded (RFC 2045: quoted-printable and base64). */
public record Mail(Map<String, String> headers, String body) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";]+)\"?");
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?]+)\\?([BbQq])\\?([^?]*)\\?=");

    static Mail parse(String raw) {
        String unix = raw.replace("\r\n", "\n");
        int blank = unix.startsWith("\n") ? 0 : unix.indexOf("\n\n");
        String head = blank < 0 ? unix : unix.substring(0, blank);
        String body = blank < 0 ? "" : unix.substring(blank).replaceFirst("^\n+", "");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        head.replaceAll("\n[ \t]+", " ").lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new Mail(headers, body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Throws if there is none. */
    public String messageId() {
        return header("Message-ID").orElseThrow();
    }

    /** Decoded (RFC 2047); throws if there is none. */
    public String subject() {
        Matcher word = ENCODED_WORD.matcher(header("Subject").orElseThrow().replaceAll("\\?=\\s+=\\?", "?==?"));
        return word.replaceAll(match -> {
            Charset charset = Charset.forName(match.group(1));
            boolean base64 = match.group(2).equalsIgnoreCase("B");
            byte[] bytes = base64
                    ? Base64.getDecoder().decode(match.group(3))
                    : unquote(match.group(3).replace('_', ' '));
            return Matcher.quoteReplacement(new String(bytes, charset));
        });
    }

    /** The text/plain part; throws if there is none. */
    public String text() {
        return part("text/plain").orElseThrow();
    }

    /** The text/html part; throws if there is none. */
    public String html() {
        return part("text/html").orElseThrow();
    }

    private Optional<String> part(String type) {
        return leaves().filter(
                        leaf -> leaf.contentType().toLowerCase(Locale.ROOT).startsWith(type))
                .findFirst()
                .map(Mail::decoded);
    }

    private Stream<Mail> leaves() {
        Matcher boundary = BOUNDARY.matcher(contentType());
        if (!contentType().toLowerCase(Locale.ROOT).startsWith("multipart/") || !boundary.find()) {
            return Stream.of(this);
        }
        List<String> pieces = List.of(("\n" + body).split("\n--" + Pattern.quote(boundary.group(1)), -1));
        // Before the first is the preamble, the last begins with "--".
        return pieces.stream()
                .skip(1)
                .filter(piece -> !piece.startsWith("--"))
                .map(piece -> piece.substring(piece.indexOf('\n') + 1))
                .map(Mail::parse)
                .flatMap(Mail::leaves);
    }

    private String contentType() {
        return header("Content-Type").orElse("text/plain");
    }

    private String decoded() {
        Matcher named = CHARSET.matcher(contentType());
        Charset charset = named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        return switch (header("Content-Transfer-Encoding").orElse("7bit").toLowerCase(Locale.ROOT)) {
            case "base64" -> new String(Base64.getMimeDecoder().decode(body), charset);
            case "quoted-printable" -> new String(unquote(body.replace("=\n", "")), charset);
            default -> body;
        };
    }

    private static byte[] unquote(String quoted) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < quoted.length(); i++) {
            if (quoted.charAt(i) == '=' && i + 2 < quoted.length()) {
                bytes.write(Integer.parseInt(quoted.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(quoted.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}

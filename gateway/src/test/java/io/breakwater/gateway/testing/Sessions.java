package io.breakwater.gateway.testing;

import io.breakwater.platform.ids.Tokens;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sessions as auth-service writes them into Redis, and its endpoint for internal tokens. */
public final class Sessions implements AutoCloseable {

    private static final Pattern BODY = Pattern.compile("\\{\"session\": ?\"([0-9a-f]{64})\"}");

    private final Tokens tokens = new Tokens(new SecureRandom());
    private final RedisClient client;
    private final RedisCommands<String, String> redis;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile Duration tokenLife = Duration.ofMinutes(1);
    private final TestUpstream authService = new TestUpstream(this::answer);

    Sessions(String host, int port) {
        client = RedisClient.create(RedisURI.create(host, port));
        redis = client.connect().sync();
    }

    /** A live session that ends in an hour. @return its opaque token */
    public String aSession() {
        String token = tokens.mint();
        Instant now = Instant.now();
        known.add(Tokens.sha256Hex(token));
        redis.hset(
                live(token),
                Map.of(
                        "ends",
                        Long.toString(now.plus(Duration.ofHours(1)).toEpochMilli()),
                        "seen",
                        Long.toString(now.toEpochMilli())));
        redis.expire(live(token), Duration.ofMinutes(30));
        return token;
    }

    /** As auth-service does it at a log-out: with a word to the doors. */
    public void logOut(String token) {
        end(token);
        redis.publish("session:ended", Tokens.sha256Hex(token));
    }

    /** Without a word. */
    public void end(String token) {
        redis.del(live(token));
        known.remove(Tokens.sha256Hex(token));
    }

    public static String internalToken(String token) {
        return "internal." + Tokens.sha256Hex(token).substring(0, 8);
    }

    public static String live(String token) {
        return "session:live:" + Tokens.sha256Hex(token);
    }

    public RedisCommands<String, String> redis() {
        return redis;
    }

    public TestUpstream authService() {
        return authService;
    }

    public void internalTokensLive(Duration life) {
        tokenLife = life;
    }

    /** What auth-service does; the default answer of {@link #authService()}. */
    public void answer(TestUpstream.Seen request) throws IOException {
        if (!request.target().equals("/internal/tokens")) {
            request.with("Set-Cookie", "__Host-session=abc; Secure; HttpOnly; SameSite=Strict; Path=/")
                    .reply(200, "{\"from\": \"auth\"}");
            return;
        }
        Matcher body = BODY.matcher(request.body());
        boolean ours = Door.SECRET.equals(request.headers().getFirst("X-Internal-Secret"));
        if (ours && body.matches() && known.contains(body.group(1))) {
            String token = "internal." + body.group(1).substring(0, 8);
            request.reply(
                    200,
                    "{\"token\": \"" + token + "\", \"expiresAt\": \""
                            + Instant.now().plus(tokenLife) + "\"}");
        } else {
            request.reply(ours ? 404 : 401, "{}");
        }
    }

    @Override
    public void close() {
        authService.close();
        client.shutdown();
    }
}

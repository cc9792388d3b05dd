package io.breakwater.auth.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;

/**
 * Sessions in Redis, by the SHA-256 (hex) of their token: {@code session:live:<hex>} (ends, seen; what the gateway reads and
 * renews), {@code session:data:<hex>}, {@code session:id:<sid>} → hex, {@code session:user:<userId>} (their hexes, oldest
 * first). Scripts write them, so that a crash leaves no half session; where one ends a session, it says so on the channel
 * {@code session:ended}.
 */
@Repository
public class SessionRepository {

    private static final RedisScript<String> ADD = script("add-session.lua");
    private static final RedisScript<String> END = script("end-session.lua");

    private final StringRedisTemplate redis;
    private final SessionSettings settings;
    private final Clock clock;

    SessionRepository(StringRedisTemplate redis, SessionSettings settings, Clock clock) {
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
    }

    void add(String hex, Session session) {
        List<String> keys =
                List.of(live(hex), data(hex), "session:user:" + session.userId(), "session:id:" + session.id());
        List<String> arguments = new ArrayList<>(List.of(
                hex,
                millis(session.createdAt()),
                millis(session.ends()),
                Long.toString(settings.idle().toMillis()),
                Long.toString(
                        Duration.between(session.createdAt(), session.ends()).toMillis()),
                Integer.toString(settings.perUser())));
        fields(session).forEach((field, value) -> {
            arguments.add(field);
            arguments.add(value);
        });
        redis.execute(ADD, keys, arguments.toArray());
    }

    /** The session of that hash, while it is live. */
    public Optional<Session> find(String hex) {
        if (!redis.hasKey(live(hex))) {
            return Optional.empty();
        }
        HashOperations<String, String, String> hashes = redis.opsForHash();
        Map<String, String> fields = hashes.entries(data(hex));
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(session(fields)).filter(session -> session.ends().isAfter(clock.instant()));
    }

    void end(UUID id, UUID userId) {
        redis.execute(END, List.of("session:id:" + id, "session:user:" + userId));
    }

    private static String live(String hex) {
        return "session:live:" + hex;
    }

    private static String data(String hex) {
        return "session:data:" + hex;
    }

    private static String millis(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }

    private static Map<String, String> fields(Session session) {
        return Map.of(
                "sid", session.id().toString(),
                "userId", session.userId().toString(),
                "roles", String.join(" ", session.roles()),
                "createdAt", millis(session.createdAt()),
                "ends", millis(session.ends()),
                "userAgent", session.userAgent(),
                "address", session.address());
    }

    private static Session session(Map<String, String> fields) {
        return new Session(
                UUID.fromString(get(fields, "sid")),
                UUID.fromString(get(fields, "userId")),
                List.of(get(fields, "roles").split(" ", -1)),
                Instant.ofEpochMilli(Long.parseLong(get(fields, "createdAt"))),
                Instant.ofEpochMilli(Long.parseLong(get(fields, "ends"))),
                get(fields, "userAgent"),
                get(fields, "address"));
    }

    private static String get(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static RedisScript<String> script(String file) {
        return RedisScript.of(new ClassPathResource(file, SessionRepository.class), String.class);
    }
}

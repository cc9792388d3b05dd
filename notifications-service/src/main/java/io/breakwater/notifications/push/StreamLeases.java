package io.breakwater.notifications.push;

import io.breakwater.platform.telemetry.OutageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Counts a user's streams over all replicas: {@code notifications:streams:<userId>}, a sorted set of stream ids by the end of
 * their lease, in Redis' own time. A replica that dies stops renewing, and what it held lapses. While Redis is away nothing
 * is refused here: each replica still has its own count.
 */
@Component
class StreamLeases {

    static final String KNOCK_CHANNEL = "notifications:knock";

    private static final Logger log = LoggerFactory.getLogger(StreamLeases.class);
    private static final RedisScript<Long> TAKE = script("take-lease.lua");
    private static final RedisScript<Long> RENEW = script("renew-leases.lua");
    // A script holds up everybody: 100 of these take some 0.3 ms.
    private static final int BATCH = 100;

    private final StringRedisTemplate redis;
    private final PushSettings settings;
    private final OutageLog outages = new OutageLog(log, "The count of a user's streams");

    StreamLeases(StringRedisTemplate redis, PushSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /** False where the user has as many as it may have. */
    boolean take(UUID userId, UUID streamId) {
        try {
            Long taken = redis.execute(
                    TAKE,
                    List.of(key(userId)),
                    streamId.toString(),
                    Long.toString(settings.lease().toMillis()),
                    Integer.toString(settings.streamsPerUser()));
            outages.succeeded();
            return taken != null && taken == 1;
        } catch (RuntimeException e) {
            tell(e);
            return true;
        }
    }

    void release(UUID userId, UUID streamId) {
        try {
            redis.opsForZSet().remove(key(userId), streamId.toString());
            outages.succeeded();
        } catch (RuntimeException e) {
            // It lapses.
            tell(e);
        }
    }

    /** Has the other replicas ask the user's streams for a sign of life. */
    void knock(UUID userId) {
        try {
            redis.convertAndSend(KNOCK_CHANNEL, userId.toString());
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    /** Also brings back those that were lost with Redis. */
    void renew(List<LiveStream> streams) {
        try {
            for (int from = 0; from < streams.size(); from += BATCH) {
                renewBatch(streams.subList(from, Math.min(from + BATCH, streams.size())));
            }
            outages.succeeded();
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    private void renewBatch(List<LiveStream> streams) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(settings.lease().toMillis()));
        for (LiveStream stream : streams) {
            keys.add(key(stream.userId()));
            arguments.add(stream.id().toString());
        }
        redis.execute(RENEW, keys, arguments.toArray());
    }

    private void tell(RuntimeException failure) {
        if (!outages.failed(failure)) {
            throw failure;
        }
    }

    private static String key(UUID userId) {
        return "notifications:streams:" + userId;
    }

    private static RedisScript<Long> script(String file) {
        return RedisScript.of(new ClassPathResource(file, StreamLeases.class), Long.class);
    }
}

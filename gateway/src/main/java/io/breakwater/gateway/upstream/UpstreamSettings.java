package io.breakwater.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a service is called.
 *
 * @param tries in all, the first one included: two dead instances at once are a rolling restart gone wrong, three an outage
 * @param backoff the longest wait before a second try after a reset, doubled before a third; the wait itself is random
 *     between zero and that (full jitter)
 * @param retryPercent how many of a hundred requests may be tried again after a reset. Below the 20 that the design allows,
 *     because the budget starts with a few in hand
 * @param retryReserve how many retries are in hand at the start, and at the most after a quiet time
 * @param recordedBodies memory for bodies that are kept for a second try (16 of the largest); beyond it a request has one try
 * @param stall how long a service may send nothing in the middle of an answer: longer than the 15 s between two pings of a
 *     stream
 * @param pendingConnections how many requests may wait for a connection to one instance, half a second at the most; the next
 *     is refused at once. A burst finds its way into the gaps of the 200 that there are; more waiting is only later
 */
@ConfigurationProperties(value = "gateway.upstream", ignoreUnknownFields = false)
record UpstreamSettings(
        @DefaultValue("3") int tries,
        @DefaultValue("20ms") Duration backoff,
        @DefaultValue("15") int retryPercent,
        @DefaultValue("10") int retryReserve,
        @DefaultValue("4MB") DataSize recordedBodies,
        @DefaultValue("20s") Duration stall,
        @DefaultValue("50") int pendingConnections,
        @DefaultValue Breaker breaker) {

    /**
     * When a whole service counts as down; a single bad instance is avoided instead.
     *
     * @param failureRatePercent above 50, so that one dead instance of two doesn't shut the door to the other
     * @param slowCall half of a route's 8 s: a service of which four in five answers take that long is going under
     * @param window of time that is looked at
     * @param minimumCalls fewer say nothing
     * @param openFor long enough for a process to come back from a restart or a pause, short enough for a client to wait
     * @param probes requests that are let through then, to see
     */
    record Breaker(
            @DefaultValue("80") int failureRatePercent,
            @DefaultValue("4s") Duration slowCall,
            @DefaultValue("10s") Duration window,
            @DefaultValue("20") int minimumCalls,
            @DefaultValue("2s") Duration openFor,
            @DefaultValue("5") int probes) {}
}

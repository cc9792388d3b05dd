package io.breakwater.notifications.push;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of live push.
 *
 * @param streamsPerUser over all replicas, as the contract says; while Redis is away, on each of them
 * @param streams on this replica. Measured, a stream of SSE costs 165 kB of heap (half of it the server's buffers, a fifth
 *     the stack of its thread), one of WebSocket 90 kB: 200 are 33 MB, which the heap of 112 MB that a laptop gives has
 *     left. Each also holds one of the server's 500 connections, of which requests need some
 * @param ping as the contract says; it is also what finds out that a client has vanished
 * @param stall how long a write may make no progress: a reader on a bad mobile network comes back within it. For SSE it is
 *     the server's connection time-out that does this, so a test holds the two together
 * @param farewell how long a farewell may wait for the message before it, which the reader hasn't taken yet; a drain waits for
 *     that, and its hold is as long
 * @param poll how late a notification may be when its hint is lost; one query per replica, whatever the number of streams
 * @param lease how long a stream counts against its user's limit when its replica has died: three renewals
 * @param renewal how often leases are renewed
 * @param kept how far back a stream can be resumed, as the contract says
 * @param page how many notifications a stream reads, and so holds, at a time: 50 have some 25 kB
 */
@Validated
@ConfigurationProperties(value = "notifications.push", ignoreUnknownFields = false)
record PushSettings(
        @DefaultValue("5") @Min(1) int streamsPerUser,
        @DefaultValue("200") @Min(1) @Max(1500) int streams,
        @DefaultValue("15s") Duration ping,
        @DefaultValue("5s") Duration stall,
        @DefaultValue("5s") Duration farewell,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("45s") Duration lease,
        @DefaultValue("15s") Duration renewal,
        @DefaultValue("7d") Duration kept,
        @DefaultValue("50") @Min(1) @Max(500) int page) {}

package io.breakwater.gateway.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Streams as the door holds them.
 *
 * @param open how many at once: each holds two connections and, measured, some 30 kB of a heap of 96 MB, of which 40 are taken
 *     anyway; more is a 503, which says when to come back
 * @param frameFromClient the largest frame of a client, who has nothing to say here: room for a polite word; more is a 1009
 * @param frameFromService the largest frame of a service: sixteen times the largest notification that there is
 * @param silence how long a service may send nothing: longer than the 15 s between two pings; then it is taken for dead, and
 *     the client is sent to another
 * @param stall how long a client may take nothing while something waits for it: a phone between two cells is back by then
 * @param linger how long a client has to read the end of its stream before its connection is cut; nothing that it does can
 *     hold a shutdown longer
 * @param check how often sessions of open streams are looked up, where no word of their end came
 * @param checkTimeout for one of these: nobody waits for it, and a busy Redis mustn't look like one that is away
 */
@ConfigurationProperties(value = "gateway.streams", ignoreUnknownFields = false)
record StreamSettings(
        @DefaultValue("1000") int open,
        @DefaultValue("4KB") DataSize frameFromClient,
        @DefaultValue("64KB") DataSize frameFromService,
        @DefaultValue("20s") Duration silence,
        @DefaultValue("10s") Duration stall,
        @DefaultValue("2s") Duration linger,
        @DefaultValue("15s") Duration check,
        @DefaultValue("1s") Duration checkTimeout) {}

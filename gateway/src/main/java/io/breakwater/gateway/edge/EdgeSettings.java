package io.breakwater.gateway.edge;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the door lets through.
 *
 * @param maxBody the largest body of the API: an order of 50 lines is 6 kB, so 256 kB is generous and 100 of them still fit
 *     into the heap of a service
 * @param maxUri the longest request target; what Netty itself takes as a request line is a little more
 * @param requestTimeout from a request's first byte to its last: 256 kB over a slow mobile line (100 kbit/s) take 21 s;
 *     longer is a slow-loris
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose {@code X-Forwarded-For} counts: the load balancer's
 * @param connections of clients at once; the next is refused with a 503, and beyond a tenth more without a word. Twice the
 *     streams, because each of those has one, and all else shares the other half
 * @param reusePort several gateways may listen on the same port of one machine
 */
@ConfigurationProperties(value = "gateway.edge", ignoreUnknownFields = false)
record EdgeSettings(
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("8KB") DataSize maxUri,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("2000") int connections,
        @DefaultValue("true") boolean reusePort) {}

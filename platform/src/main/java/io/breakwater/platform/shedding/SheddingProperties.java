package io.breakwater.platform.shedding;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What requests may take of an instance.
 *
 * @param requestHeap for all requests at work, by {@link RequestHeap}'s estimate: 250 without a body, or 34 of the largest. Of
 *     a laptop's 112 MB a service itself keeps some 50 alive, and idle connections take 5; the rest is for what a service
 *     has beside (two Argon2 hashes of 19 MB, 200 streams of 33 MB) and for garbage. A larger heap can afford more
 */
@ConfigurationProperties(value = "platform.shedding", ignoreUnknownFields = false)
record SheddingProperties(@DefaultValue("20MB") DataSize requestHeap) {}

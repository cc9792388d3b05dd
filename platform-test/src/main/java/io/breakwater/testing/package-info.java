/**
 * What every module's tests share: the real servers, ways to look at mails and Kafka records, and the architecture rules.
 *
 * <p>One daemon per checkout ({@link io.breakwater.testing.TestDaemon}) holds the servers; the first test JVM starts it, and it
 * ends 20 s after the last one. Each test JVM gets a database of its own in a shared Postgres, and a Redis, a Kafka broker and a
 * mailbox of its own while it lives: topic and group names are fixed, so only brokers of their own keep runs apart that happen
 * at the same time. Inside one JVM the test classes share them and keep apart by ids of their own.
 */
@NullMarked
package io.breakwater.testing;

import org.jspecify.annotations.NullMarked;

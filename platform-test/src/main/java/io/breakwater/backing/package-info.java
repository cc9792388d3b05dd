/**
 * The real Postgres, Redis, Kafka and mailbox as child processes, from binaries of Maven Central, without Docker.
 * The launcher and the tests' daemon both start them from here, so what is tested is what runs. Plain JDK and pgjdbc only:
 * the launcher takes this package without any of the test libraries.
 */
@NullMarked
package io.breakwater.backing;

import org.jspecify.annotations.NullMarked;

package io.breakwater.testing;

/** What a test JVM can lease of the daemon, by the word that it sends. */
enum TestResource {
    POSTGRES,
    REDIS,
    KAFKA,
    MAIL
}

package io.breakwater.backing;

import java.nio.file.Path;

/** What the servers that are JVMs have in common, seen from the parent. */
final class JvmChild {

    /** The line with which {@link KafkaChild} and {@link MailChild} say that they serve. */
    static final String READY = ParentWatch.READY;

    private JvmChild() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

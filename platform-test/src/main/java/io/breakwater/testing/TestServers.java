package io.breakwater.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** This JVM's servers, each asked of the daemon at its first use and kept until this JVM ends. */
public final class TestServers {

    // Never closed: the daemon takes the servers back when this JVM is gone.
    private static final Map<TestResource, CompletableFuture<TestLease>> LEASES = new ConcurrentHashMap<>();

    private TestServers() {}

    public static TestDatabase database() {
        List<String> answer = words(TestResource.POSTGRES);
        return new TestDatabase(
                "jdbc:postgresql://127.0.0.1:" + answer.get(0) + "/" + answer.get(1),
                answer.get(2),
                answer.get(3),
                answer.get(4),
                answer.get(5));
    }

    /** Redis's port on 127.0.0.1. */
    public static int redis() {
        return port(TestResource.REDIS, 0);
    }

    /** Kafka's bootstrap servers. */
    public static String kafka() {
        return "127.0.0.1:" + port(TestResource.KAFKA, 0);
    }

    public static Mailbox mailbox() {
        return new Mailbox(port(TestResource.MAIL, 1));
    }

    /** The port on 127.0.0.1 that takes mails. */
    public static int smtp() {
        return port(TestResource.MAIL, 0);
    }

    /** Begins to start a server that will be needed, while the caller does something else. */
    static void warmUp(TestResource resource) {
        LEASES.computeIfAbsent(resource, TestServers::begin);
    }

    private static int port(TestResource resource, int index) {
        return Integer.parseInt(words(resource).get(index));
    }

    private static List<String> words(TestResource resource) {
        try {
            return LEASES.computeIfAbsent(resource, TestServers::begin).join().words();
        } catch (CompletionException e) {
            throw new IllegalStateException("The tests' " + resource + " can't be had: " + e.getCause(), e.getCause());
        }
    }

    private static CompletableFuture<TestLease> begin(TestResource resource) {
        var lease = new CompletableFuture<TestLease>();
        Thread.ofPlatform().daemon().name("lease-" + resource).start(() -> {
            try {
                lease.complete(TestDaemonClient.ofThisCheckout().lease(resource));
            } catch (RuntimeException e) {
                lease.completeExceptionally(e);
            }
        });
        return lease;
    }
}

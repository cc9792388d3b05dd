package io.breakwater.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.backing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class TestDaemonIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    // The daemon may still write its log while it ends.
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

    private TestDaemonClient client() {
        return new TestDaemonClient(directory);
    }

    @AfterEach
    void end() {
        daemons().forEach(ProcessHandle::destroy);
    }

    @Test
    void givesEachLeaseADatabaseOfItsOwnInOnePostgres() throws SQLException {
        TestLease first = client().lease(TestResource.POSTGRES);
        TestLease second = client().lease(TestResource.POSTGRES);

        assertThat(first.words().get(0)).isEqualTo(second.words().get(0));
        assertThat(first.words().get(1)).isNotEqualTo(second.words().get(1));
        DriverManager.getConnection(
                        url(first), first.words().get(4), first.words().get(5))
                .close();
    }

    @Test
    void takesAServerBackWhenItsLeaseEnds() {
        TestLease lease = client().lease(TestResource.REDIS);
        int port = Integer.parseInt(lease.words().getFirst());
        assertThat(Ports.free(port)).isFalse();

        lease.close();

        await().atMost(PATIENCE).until(() -> Ports.free(port));
    }

    @Test
    void isStartedOnceByManyAtTheSameTime() {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();

        List<Thread> threads = Stream.generate(() -> Thread.ofPlatform()
                        .start(() -> ports.add(Integer.parseInt(
                                client().lease(TestResource.POSTGRES).words().getFirst()))))
                .limit(4)
                .toList();

        threads.forEach(TestDaemonIT::join);
        assertThat(ports).hasSize(1);
        assertThat(daemons()).hasSize(1);
    }

    @Test
    void isReplacedAndLeavesNothingWhenItWasKilled() throws IOException {
        TestLease before = client().lease(TestResource.REDIS);
        client().lease(TestResource.POSTGRES);
        int port = Integer.parseInt(before.words().getFirst());
        Path run = runs().getFirst();

        daemons().forEach(ProcessHandle::destroyForcibly);

        await().atMost(PATIENCE).until(() -> Ports.free(port) && daemons().isEmpty());
        TestLease after = client().lease(TestResource.REDIS);
        assertThat(Ports.free(Integer.parseInt(after.words().getFirst()))).isFalse();
        assertThat(run).doesNotExist();
    }

    @Test
    void isNotFooledByAnAddressOfAnother() throws IOException {
        new DaemonAddress(FreePorts.next(), "stale").write(directory);

        TestLease lease = client().lease(TestResource.REDIS);

        assertThat(Ports.free(Integer.parseInt(lease.words().getFirst()))).isFalse();
    }

    @Test
    void endsSoonAfterItsLastLease() throws IOException {
        client().lease(TestResource.POSTGRES).close();

        await().atMost(PATIENCE).until(() -> daemons().isEmpty());
        await().atMost(PATIENCE).until(() -> runs().isEmpty());
    }

    private static String url(TestLease lease) {
        return "jdbc:postgresql://127.0.0.1:" + lease.words().get(0) + "/"
                + lease.words().get(1);
    }

    private Set<ProcessHandle> daemons() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.isAlive()
                        && process.info()
                                .commandLine()
                                .orElse("")
                                .contains(TestDaemon.class.getName() + " " + directory))
                .collect(Collectors.toSet());
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

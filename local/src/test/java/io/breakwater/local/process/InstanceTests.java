package io.breakwater.local.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shell processes; whether they are ready is answered by the test. */
class InstanceTests {

    @TempDir
    private Path directory;

    private final AtomicInteger status = new AtomicInteger(200);
    private final List<State> states = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private List<Integer> ports = List.of();
    private HttpServer probe;

    @BeforeEach
    void answerProbes() throws IOException {
        probe = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        probe.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        probe.start();
    }

    @AfterEach
    void stopAnswering() {
        probe.stop(0);
    }

    @Test
    void aKilledProcessIsStartedAgain() throws Exception {
        Instance instance = instance("exec sleep 600");
        instance.start();
        instance.firstReady().get(20, SECONDS);
        Long first = instance.pid();

        boolean killed = instance.kill();

        assertThat(killed).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> instance.state() == State.READY && instance.pid() != null);
        assertThat(instance.pid()).isNotEqualTo(first);
        assertThat(states).contains(State.BACKOFF);
        assertThat(lines).anyMatch(line -> line.contains("was ended by signal 9"));
        instance.stop(Duration.ofSeconds(10));
    }

    @Test
    void aStopIsSigtermAndTheLastLinesAreKept() throws Exception {
        Instance instance = instance("trap 'echo goodbye; exit 0' TERM; echo hello; while :; do sleep 0.1; done");
        instance.start();
        instance.firstReady().get(20, SECONDS);
        await().until(() -> lines.contains("hello"));

        boolean left = instance.stop(Duration.ofSeconds(20));

        assertThat(left).isTrue();
        assertThat(lines).contains("goodbye");
        assertThat(instance.pid()).isNull();
        assertThat(states).endsWith(State.STOPPED).doesNotContain(State.BACKOFF);
    }

    @Test
    void whoDoesNotLeaveIsKilledAfterTheGrace() throws Exception {
        Instance instance = instance("trap '' TERM; echo deaf; while :; do sleep 0.1; done");
        instance.start();
        await().until(() -> lines.contains("deaf"));

        boolean left = instance.stop(Duration.ofMillis(300));

        assertThat(left).isFalse();
        assertThat(instance.pid()).isNull();
    }

    @Test
    void aPausedProcessIsLeftAloneUntilItIsResumed() throws Exception {
        Instance instance = instance("while :; do echo tick; sleep 0.05; done");
        instance.start();
        instance.firstReady().get(20, SECONDS);
        Long pid = instance.pid();

        boolean paused = instance.pause();

        assertThat(paused).isTrue();
        assertThat(instance.paused()).isTrue();
        int before = settled();
        status.set(503);
        await().atMost(Duration.ofSeconds(20)).until(() -> instance.state() == State.DRAINING);
        assertThat(lines).hasSize(before);
        assertThat(instance.pid()).isEqualTo(pid);
        assertThat(instance.resume()).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> lines.size() > before);
        assertThat(instance.resume()).isFalse();
        instance.stop(Duration.ofSeconds(10));
    }

    @Test
    void aPausedProcessStopsLikeAnyOther() throws Exception {
        Instance instance = instance("trap 'echo goodbye; exit 0' TERM; echo hello; while :; do sleep 0.1; done");
        instance.start();
        await().until(() -> lines.contains("hello"));
        instance.pause();

        boolean left = instance.stop(Duration.ofSeconds(20));

        assertThat(left).isTrue();
        assertThat(lines).contains("goodbye");
    }

    @Test
    void aPausedProcessThatIsKilledIsStartedAgainAndRuns() throws Exception {
        Instance instance = instance("exec sleep 600");
        instance.start();
        instance.firstReady().get(20, SECONDS);
        Long first = instance.pid();
        instance.pause();

        instance.kill();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> instance.state() == State.READY && !first.equals(instance.pid()));
        assertThat(instance.paused()).isFalse();
        instance.stop(Duration.ofSeconds(10));
    }

    @Test
    void readinessThatGoesAwayIsDraining() throws Exception {
        Instance instance = instance("exec sleep 600");
        instance.start();
        instance.firstReady().get(20, SECONDS);

        status.set(503);

        await().atMost(Duration.ofSeconds(20)).until(() -> instance.state() == State.DRAINING);
        instance.stop(Duration.ofSeconds(10));
    }

    @Test
    void startsThatFailInARowAreCounted() throws Exception {
        status.set(503);
        Instance instance = instance("echo broken; exit 3");

        instance.start();

        assertThat(instance.firstReady())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("a/1 ended 3 times before it was ready")
                .withMessageContaining("broken");
        assertThat(lines).anyMatch(line -> line.contains("ended with exit code 3"));
        instance.stop(Duration.ofSeconds(10));
    }

    @Test
    void aPortThatAnotherProgramTookIsNamedAtOnce() throws Exception {
        status.set(503);
        ports = List.of(probe.getAddress().getPort());
        Instance instance = instance("echo 'Port is already in use'; exit 1");

        instance.start();

        assertThat(instance.firstReady())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("a/1 can't start: port " + ports.getFirst() + " is taken by pid");
        instance.stop(Duration.ofSeconds(10));
    }

    /** How many lines there are when no more come: what was in the pipe is read. */
    private int settled() {
        AtomicInteger last = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> last.getAndSet(lines.size()) == lines.size());
        return last.get();
    }

    private Instance instance(String script) {
        URI readiness = URI.create("http://127.0.0.1:" + probe.getAddress().getPort() + "/");
        LaunchPlan plan = new LaunchPlan(
                () -> List.of("sh", "-c", script), Map.of(), directory, directory.resolve("a-1.log"), readiness, ports);
        return new Instance(
                "a/1",
                plan,
                new Readiness(),
                new Leftovers(directory.resolve("processes")),
                lines::add,
                (instance, change) -> states.add(change.state()));
    }
}

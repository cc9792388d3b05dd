package io.breakwater.local.run;

import io.breakwater.backing.Directories;
import io.breakwater.local.aot.Mode;
import io.breakwater.local.aot.Training;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Instance;
import io.breakwater.local.process.Leftovers;
import io.breakwater.local.process.State;
import io.breakwater.local.run.Replicas.Replica;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.topology.Uses;
import io.breakwater.local.view.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole system, from its start to its ordered stop. One a process: it owns the {@code .local} directory. */
public final class LocalSystem {

    // One start after another: the backing servers', with databases to create, then that of who needs them.
    private static final Duration LONGEST_START = Duration.ofMinutes(8);

    /**
     * What is to run.
     *
     * @param apps where the staged jars are
     * @param repository where the binaries of the backing servers and the contracts are
     * @param fresh whether to forget data and secrets first
     * @param telemetry null: nothing is traced
     */
    public record Plan(
            LocalDirectories directories,
            Ports ports,
            Path apps,
            Path repository,
            Map<Program, Integer> replicas,
            boolean fresh,
            @Nullable Telemetry telemetry) {}

    private final Plan plan;
    private final Console console;
    private final Leftovers leftovers;
    private final Replicas replicas;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CompletableFuture<Object> startOver = new CompletableFuture<>();
    private final LauncherClaim claim;
    private final Wiring wiring;
    private final BackingServers backing;
    private final Bulletin bulletin;
    private final Supervisor supervisor;
    private final ControlServer control;
    private final Training training;

    private volatile @Nullable Refusal failed;
    private volatile Phase phase = Phase.STARTING;

    /** Where the whole of it is in its life. */
    enum Phase {
        STARTING,
        UP,
        STOPPING
    }

    private LocalSystem(Plan plan, Console console, LauncherClaim claim, Leftovers leftovers) throws IOException {
        this.plan = plan;
        this.console = console;
        this.claim = claim;
        this.leftovers = leftovers;
        LocalDirectories directories = plan.directories();
        Ports ports = plan.ports();
        StartChecks.ports(ports, plan.replicas());
        StartChecks.space(directories.data());
        Files.deleteIfExists(directories.stoppingFile());
        Credentials credentials = new Credentials(new Secrets(directories.secrets(), new SecureRandom()));
        this.replicas = new Replicas(ports);
        this.wiring = new Wiring(directories, ports, plan.apps(), credentials, plan.telemetry());
        this.backing = new BackingServers(directories, ports, credentials, console, leftovers, plan.repository());
        this.bulletin = new Bulletin(directories, ports, credentials, replicas, console);
        this.supervisor = new Supervisor(wiring, ports, leftovers, replicas, bulletin, console, this::changed);
        Operations operations = new Operations(supervisor, replicas, backing, console, () -> phase);
        this.control = new ControlServer(ports.control(), bulletin.controlToken(), this, operations);
        this.training = new Training(
                new Trainees(wiring, replicas, backing, plan.apps())::all,
                directories.run().resolve("training"),
                directories.log("training"),
                leftovers,
                console::line);
        new Caretaker(directories, claim, bulletin, this::fail).start(stopRequested);
    }

    /**
     * Takes the directory, checks what can be checked before anything starts, and ends a killed launcher's leftovers.
     *
     * @throws Refusal with the one sentence that says what is in the way
     */
    public static LocalSystem prepare(Plan plan, Console console) {
        LocalDirectories directories = plan.directories();
        directories.create();
        LauncherClaim claim = LauncherClaim.take(
                directories,
                Wiring.uri(plan.ports().of(Topology.GATEWAY, 1), "").toString());
        Leftovers leftovers = new Leftovers(directories.processesFile());
        List<String> ended = leftovers.end();
        if (!ended.isEmpty()) {
            console.line("Ended what a killed launcher had left behind: " + String.join(", ", ended));
        }
        Directories.delete(directories.temporary());
        directories.create();
        if (plan.fresh()) {
            directories.forget();
            directories.create();
        }
        claim.takeData(directories);
        try {
            return new LocalSystem(plan, console, claim, leftovers);
        } catch (IOException e) {
            throw Refusal.environment("Breakwater can't start: %s.", Refusal.reason(e));
        } catch (UncheckedIOException e) {
            throw Refusal.environment(
                    "Breakwater can't start: %s can't be written (%s).", directories.root(), Refusal.reason(e));
        }
    }

    /**
     * Returns when every part is ready, or a stop is asked for: false then.
     *
     * @throws Refusal where one isn't; what runs is left to {@link #stop}
     */
    public boolean start() throws InterruptedException {
        bulletin.publish();
        plan.replicas().forEach((program, count) -> {
            for (int index = 1; index <= count; index++) {
                supervisor.create(program, index);
            }
        });
        Map<Uses, CompletableFuture<Void>> ready = backing.start();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Replica replica : replicas.all()) {
            CompletableFuture<?>[] needed =
                    replica.program().uses().stream().map(ready::get).toArray(CompletableFuture<?>[]::new);
            all.add(CompletableFuture.allOf(needed).thenRun(replica.instance()::start));
            all.add(replica.instance().firstReady());
        }
        all.addAll(ready.values());
        for (CompletableFuture<?> part : all) {
            var _ = part.whenComplete((done, failure) -> {
                // A part that is stopped while it starts is cancelled, which is no failure.
                if (failure != null && stopRequested.getCount() > 0) {
                    startOver.completeExceptionally(failure);
                }
            });
        }
        await(CompletableFuture.anyOf(startOver, CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))));
        if (stopRequested.getCount() == 0) {
            return false;
        }
        phase = Phase.UP;
        return true;
    }

    /** To be called when all is ready; returns at once. */
    public void train(Mode mode) {
        training.begin(mode);
    }

    /** What the commands and programs may know. */
    public RunFile view() {
        return bulletin.view();
    }

    /** Our programs, the backing servers, and the launcher itself. */
    public List<Part> parts() {
        Part launcher = new Part(
                "launcher",
                "ready",
                false,
                ProcessHandle.current().pid(),
                plan.ports().control(),
                null);
        return Stream.of(replicas.parts(), backing.parts(), List.of(launcher))
                .flatMap(List::stream)
                .toList();
    }

    public void requestStop() {
        stopRequested.countDown();
        startOver.complete(true);
    }

    /** Returns at {@code ./breakwater down}. @throws Refusal where something made it impossible to go on */
    public void awaitStopRequest() throws InterruptedException {
        stopRequested.await();
        Refusal reason = failed;
        if (reason != null) {
            throw reason;
        }
    }

    private void fail(Refusal reason) {
        failed = reason;
        startOver.completeExceptionally(reason);
        stopRequested.countDown();
    }

    /** The door first, then who stands behind it, the data last. Bounded: who doesn't leave is killed. */
    public void stop() throws InterruptedException {
        requestStop();
        phase = Phase.STOPPING;
        training.close();
        supervisor.quiet();
        backing.quiet();
        skipHolds();
        for (List<Program> group : Topology.STOP_ORDER) {
            supervisor.stop(replicas.all().stream()
                    .filter(replica -> group.contains(replica.program()))
                    .toList());
        }
        backing.stop();
        control.close();
        try {
            bulletin.withdraw();
            leftovers.forget();
            Files.deleteIfExists(plan.directories().stoppingFile());
            claim.close();
        } catch (IOException | UncheckedIOException e) {
            console.line("%s can't be tidied up (%s); the next start does it."
                    .formatted(plan.directories().run(), Refusal.reason(e)));
        }
    }

    private void skipHolds() {
        try {
            PrivateFile.writePublic(plan.directories().stoppingFile(), "");
        } catch (UncheckedIOException e) {
            console.line("%s can't be written (%s): each part takes the 5 s of its hold."
                    .formatted(plan.directories().run(), Refusal.reason(e)));
        }
    }

    private void changed(Instance instance, Instance.Change change) {
        if (phase == Phase.STOPPING) {
            return;
        }
        bulletin.publish();
        switch (change.state()) {
            case STARTING -> {
                // Its readiness, or its end, is the news.
            }
            case READY -> console.part(instance.name(), wiring.place(instance.name()), change.after());
            case DRAINING, BACKOFF, STOPPED -> console.change(instance.name(), change.detail());
        }
        if (change.state() == State.BACKOFF && instance.onItsLastTry()) {
            supervisor.failedToStart(instance);
        }
    }

    private static void await(CompletableFuture<?> start) throws InterruptedException {
        try {
            start.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof Refusal refusal ? refusal : Refusal.failed("Breakwater did not start: %s", cause);
        } catch (TimeoutException e) {
            throw Refusal.failed(
                    "Not everything was ready after %d s; see ./breakwater ps.", LONGEST_START.toSeconds());
        }
    }
}

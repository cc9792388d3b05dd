package io.breakwater.local.drill;

import io.breakwater.local.drill.gather.Gathering;
import io.breakwater.local.drill.gather.Sources;
import io.breakwater.local.drill.gather.Unanswered;
import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.RunFile;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Some drills, one after the other, on one running system. Whatever ends them: what they did is taken back. */
public final class DrillSession {

    /** As shells tell of an interrupt. */
    private static final int INTERRUPTED = 130;

    // Beside the faults: scaling, registration, the last answers, the quiescence, the judgement, and scaling back.
    private static final Duration AROUND = Duration.ofMinutes(10);

    private final Site site;
    private final Console console;
    private final ControlPort control;
    private final TakingBack takingBack = new TakingBack();
    private final CountDownLatch over = new CountDownLatch(1);

    public DrillSession(Site site, PrintStream out) {
        this.site = site;
        this.console = new Console(out);
        this.control = new ControlPort(site.file().control());
    }

    /** Returns the exit code. @throws Refusal with the one sentence that says why there is no verdict */
    public int run(List<String> names, DrillOptions options) {
        List<Drill> drills = Drills.of(names);
        if (!Files.isDirectory(site.generator().resolve("lib"))) {
            throw Refusal.environment("The load generator isn't built: run ./breakwater drill, or the whole build.");
        }
        try (DrillLock _ = DrillLock.take(site.directories().run());
                Interruption interruption = new Interruption(Thread.currentThread())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(interruption), "interrupted"));
            interruption.whenGone(site.launcher());
            Duration bound = drills.stream()
                    .map(drill -> options.faults(drill).plus(AROUND))
                    .reduce(Duration.ZERO, Duration::plus);
            interruption.after(bound);
            console.line("Drilling %s with seed %d: at most %s."
                    .formatted(
                            drills.stream().map(Drill::name).collect(Collectors.joining(", ")),
                            options.seed(),
                            Console.minutes(bound)));
            return guarded(drills, options, interruption);
        } finally {
            over.countDown();
        }
    }

    private int guarded(List<Drill> drills, DrillOptions options, Interruption interruption) {
        try {
            List<Verdict> verdicts = all(drills, options);
            return verdicts.stream().allMatch(Verdict::passed) ? ExitCodes.OK : ExitCodes.FAILED;
        } catch (InterruptedException e) {
            return ended(interruption);
        } catch (RuntimeException e) {
            // Whatever it was that the interrupt cut short says nothing.
            if (interruption.reason() != null) {
                return ended(interruption);
            }
            throw e instanceof Unanswered ? Refusal.failed("%s", Refusal.reason(e)) : e;
        } finally {
            takeBack();
        }
    }

    private int ended(Interruption interruption) {
        takeBack();
        console.line(String.valueOf(interruption.reason()));
        return ExitCodes.FAILED;
    }

    private List<Verdict> all(List<Drill> drills, DrillOptions options) throws InterruptedException {
        Gathering gathering = new Gathering(new Sources(
                site.file(),
                site.ports(),
                site.directories().secrets(),
                site.repository().resolve("contracts/topics.json")));
        Scaling scaling = new Scaling(control, takingBack, console);
        List<Verdict> verdicts = new ArrayList<>();
        for (Drill drill : drills) {
            console.line("");
            console.line("drill %s: %s".formatted(drill.name(), drill.sentence()));
            requireHealthy();
            scaling.atLeast(drill.replicas());
            Verdict verdict = new DrillRun(drill, options, site, control, takingBack, console).run(gathering);
            verdicts.add(verdict);
            console.line("");
            verdict.lines().forEach(console::line);
        }
        takeBack();
        if (verdicts.size() > 1) {
            console.line("");
            verdicts.forEach(verdict -> console.line("drill %s: %s, lost %d, doubled %d, failed requests %d"
                    .formatted(
                            verdict.drill().name(),
                            verdict.word(),
                            verdict.lost(),
                            verdict.doubled(),
                            verdict.requests().failed().size())));
        }
        return verdicts;
    }

    private void requireHealthy() throws InterruptedException {
        String unready = control.status().instances().stream()
                .filter(instance -> !instance.state().equals("ready"))
                .map(DrillSession::describe)
                .collect(Collectors.joining(", "));
        if (!unready.isEmpty()) {
            throw Refusal.environment("Not everything is ready, so a drill could not be judged: %s.", unready);
        }
    }

    private static String describe(RunFile.InstanceView instance) {
        return "%s/%d is %s".formatted(instance.service(), instance.index(), instance.state());
    }

    /** Ctrl-C, SIGTERM: begins nothing more, and waits until the drill's own thread has taken back what it did. */
    private void interrupted(Interruption interruption) {
        if (over.getCount() == 0) {
            return;
        }
        console.line("Interrupted: taking back what the drill did, at most two minutes.");
        interruption.end("Interrupted: nothing was judged.");
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    private void takeBack() {
        // An interrupt has done its work: what is taken back now must not be cut short by it.
        Thread.interrupted();
        try {
            takingBack.all().forEach(console::line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            console.line("Interrupted while taking back; see ./breakwater ps.");
        }
    }
}

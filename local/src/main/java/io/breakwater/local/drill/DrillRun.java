package io.breakwater.local.drill;

import io.breakwater.local.drill.check.ClientFacts;
import io.breakwater.local.drill.check.ClientFacts.Wish;
import io.breakwater.local.drill.check.OneMailEach;
import io.breakwater.local.drill.gather.Gathering;
import io.breakwater.local.drill.load.Customer;
import io.breakwater.local.drill.load.Generator;
import io.breakwater.local.drill.load.LoadPlan;
import io.breakwater.local.drill.load.LoadRecord;
import io.breakwater.local.drill.load.Progress;
import io.breakwater.local.drill.load.Registration;
import io.breakwater.local.drill.stream.Listeners;
import io.breakwater.local.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/** One drill from its first customer to its verdict. */
final class DrillRun {

    // A handful: each has an own account, mailbox and sequence of notifications.
    private static final int CUSTOMERS = 6;

    // Enough that hot rows are no subject, few enough that stock moves.
    private static final int PRODUCTS = 40;

    // The load alone, before and after the faults.
    private static final Duration ALONE = Duration.ofSeconds(3);

    private static final Duration TELL = Duration.ofSeconds(5);

    private final Drill drill;
    private final DrillOptions options;
    private final Site site;
    private final ControlPort control;
    private final TakingBack takingBack;
    private final Console console;
    private final Timeline timeline = new Timeline();
    private final List<String> troubles = new ArrayList<>();

    DrillRun(
            Drill drill, DrillOptions options, Site site, ControlPort control, TakingBack takingBack, Console console) {
        this.drill = drill;
        this.options = options;
        this.site = site;
        this.control = control;
        this.takingBack = takingBack;
        this.console = console;
    }

    Verdict run(Gathering gathering) throws InterruptedException {
        Judgement judgement = new Judgement(gathering);
        int before = judgement.before();
        if (before > 0) {
            console.line("  %d violations were there before and are left out".formatted(before));
        }
        List<Customer> customers = new Registration(site.file()).register(drill.name(), CUSTOMERS);
        long begin = System.nanoTime();
        try (Listeners listeners = drill.mixed() ? Listeners.of(site.file().gateway(), customers) : Listeners.none();
                Generator generator =
                        Generator.start(site.generator(), plan(customers, gathering.plentiful(PRODUCTS)))) {
            TakingBack.Step stop = takingBack.later("stop the load", generator::close);
            load(generator);
            generator.finish();
            stop.now();
            Duration load = Duration.ofNanos(System.nanoTime() - begin);
            return verdict(judgement, customers, listeners, LoadRecord.read(generator.record()), load);
        }
    }

    private LoadPlan plan(List<Customer> customers, List<String> products) {
        return new LoadPlan(
                site.file().gateway(),
                options.seed(),
                options.rate(),
                // Faults, their healing, and the load alone: it stops when it is told to.
                options.faults(drill).plus(Duration.ofMinutes(5)),
                drill.mixed(),
                customers,
                products,
                site.directories()
                        .root()
                        .resolve("drills")
                        .resolve(drill.name())
                        .toAbsolutePath());
    }

    private void load(Generator generator) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread progress = Thread.ofVirtual().name("progress").start(() -> tell(generator, over));
        try {
            Scene scene = new Scene(
                    control,
                    RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed()),
                    timeline,
                    takingBack,
                    console,
                    options.faults(drill),
                    site.ports().kafka());
            scene.rest(ALONE);
            drill.faults(scene);
            scene.rest(ALONE);
            if (!generator.alive()) {
                troubles.add("the load generator ended early; see gatling.log beside its record");
            }
        } finally {
            over.countDown();
            progress.join();
        }
    }

    private void tell(Generator generator, CountDownLatch over) {
        Progress progress = new Progress(generator.record());
        try {
            while (!over.await(TELL.toMillis(), TimeUnit.MILLISECONDS)) {
                console.progress(progress.now());
            }
        } catch (IOException e) {
            console.progress("the load's record can't be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Verdict verdict(
            Judgement judgement, List<Customer> customers, Listeners listeners, LoadRecord load, Duration time)
            throws InterruptedException {
        console.progress("waiting until nothing is under way, then judging");
        List<Wish> wishes = load.wishes();
        Map<UUID, String> addresses = customers.stream().collect(Collectors.toMap(Customer::id, Customer::email));
        Judgement.Ruling ruling = judgement.after(
                new ClientFacts(addresses, wishes), listeners::streams, timeline.count(Topology.NOTIFICATIONS.name()));
        return new Verdict(
                drill,
                options,
                time,
                timeline.summary(),
                Requests.of(load.requests(), timeline),
                Orders.of(wishes, ruling.facts().shop().orders()),
                listeners.heard(),
                OneMailEach.copies(ruling.facts()),
                ruling.quietAfter(),
                ruling.findings(),
                troubles);
    }
}

package io.breakwater.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders at a steady rate and, half as often, people who read; where the traffic is mixed, also journeys from log-in to
 * log-out. Each customer has a connection of its own, which it keeps while it is inside.
 */
public final class SteadyTraffic extends Simulation {

    // Every second one.
    private static final double READERS_PER_ORDER = 0.5;
    // A log-in costs some 50 ms of a core, for Argon2: more would measure the machine.
    private static final double JOURNEYS_PER_ORDER = 0.1;

    private final Settings settings = Settings.ofProperties();
    private final Basket basket = new Basket(settings.seed(), settings.customers(), settings.products());
    private final StopSignal stop = new StopSignal();
    private final Customers customers =
            new Customers(new Notebook(settings.directory().resolve("record")));

    public SteadyTraffic() {
        stop.watch();
        List<PopulationBuilder> all = new ArrayList<>();
        all.add(arriving(scenario("orders").exec(inside(ordering())), settings.rate()));
        all.add(arriving(scenario("readers").exec(inside(reading())), settings.rate() * READERS_PER_ORDER));
        if (settings.mixed()) {
            all.add(arriving(scenario("journeys").exec(inside(journey())), settings.rate() * JOURNEYS_PER_ORDER));
        }
        setUp(all).protocols(http.baseUrl(settings.gateway()).disableWarmUp().disableCaching());
    }

    private PopulationBuilder arriving(ScenarioBuilder scenario, double perSecond) {
        return scenario.injectOpen(constantUsersPerSec(perSecond).during(Duration.ofSeconds(settings.seconds())));
    }

    /** Who arrives after the end turns round at the door. */
    private ChainBuilder inside(ChainBuilder chain) {
        return doIf(session -> !stop.asked()).then(exec(this::enter).exec(chain).exec(this::leave));
    }

    private ChainBuilder ordering() {
        return exec(basket::fill)
                .exec(customers.order())
                .exec(pause(Duration.ofSeconds(1)))
                .doIf(session -> !"-".equals(session.getString("order")))
                .then(customers.read("read order", "/api/orders/#{order}"));
    }

    private ChainBuilder reading() {
        return exec(basket::fill)
                .exec(customers.browse("browse", "/api/products?limit=20"))
                .exec(pause(Duration.ofMillis(700)))
                .exec(customers.browse("product", "/api/products/#{product}"))
                .exec(pause(Duration.ofMillis(700)))
                .exec(customers.read("orders", "/api/orders?limit=5"))
                .exec(customers.read("notifications", "/api/notifications?limit=5"));
    }

    private ChainBuilder journey() {
        return exec(basket::fill)
                .exec(customers.logIn())
                .exec(pause(Duration.ofMillis(500)))
                .exec(customers.browse("browse", "/api/products?q=lamp"))
                .exec(pause(Duration.ofSeconds(1)))
                .exec(customers.order())
                .exec(pause(Duration.ofSeconds(1)))
                .exec(customers.read("me", "/api/auth/me"))
                .exec(customers.read("payments", "/api/payments?limit=5"))
                .exec(customers.logOut());
    }

    private Session enter(Session session) {
        stop.enter();
        return session;
    }

    private Session leave(Session session) {
        stop.leave();
        return session;
    }
}

package io.breakwater.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.simulator.fault.Faults;
import io.breakwater.simulator.http.Answer;
import io.breakwater.simulator.stripe.Account;
import io.breakwater.simulator.stripe.StripeHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A running simulator: a process of its own by {@link #main}, or inside a test's JVM by {@link #start}. */
public final class ProviderSimulator implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ProviderSimulator.class.getName());

    // Far more than our payment workers have calls open, hangs included; beyond it, Stripe's 429.
    private static final int MAX_CONCURRENT = 1000;

    // Delays are cut short when it closes, so what is left is one fsync and one small answer each.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    // Of the JDK's server, set before its classes are loaded: small answers are sent at once (without it, 40 ms later
    // for every second call of a connection); a connection may idle for 30 s, more than our callers keep one (4 s);
    // a head or body that takes longer than 10 s isn't a caller of ours.
    private static final Map<String, String> SERVER_PROPERTIES = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.maxIdleConnections", String.valueOf(MAX_CONCURRENT),
            "jdk.httpserver.maxConnections", String.valueOf(2 * MAX_CONCURRENT),
            "sun.net.httpserver.maxReqTime", "10");

    private final Account account;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(MAX_CONCURRENT, true);
    private final CountDownLatch closing = new CountDownLatch(1);

    private ProviderSimulator(SimulatorSettings settings, Clock clock) throws IOException {
        SecureRandom random = new SecureRandom();
        account = new Account(settings.data(), clock, random);
        try {
            // The backlog is the system's default.
            server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
        } catch (IOException e) {
            account.close();
            throw e;
        }
        Faults faults = new Faults(random);
        StripeHandler stripe = new StripeHandler(account, faults, random, closing);
        server.setExecutor(threads);
        server.createContext("/", limited(stripe));
        server.createContext("/_control/", limited(new ControlHandler(account, faults)));
        server.createContext(
                "/livez", exchange -> Answer.json(200, Map.of("status", "UP")).send(exchange));
    }

    /**
     * Returns when it listens.
     *
     * @throws IOException where the port is taken or the journal can't be used; the message says which
     */
    public static ProviderSimulator start(SimulatorSettings settings) throws IOException {
        return start(settings, Clock.systemUTC());
    }

    static ProviderSimulator start(SimulatorSettings settings, Clock clock) throws IOException {
        SERVER_PROPERTIES.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        ProviderSimulator simulator = new ProviderSimulator(settings, clock);
        simulator.server.start();
        return simulator;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What is in flight is answered first, within {@link #DRAIN}. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!slots.tryAcquire(MAX_CONCURRENT, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "Some calls were cut off.");
            }
            server.stop(0);
            threads.close();
            account.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpHandler limited(HttpHandler handler) {
        return exchange -> {
            if (!slots.tryAcquire()) {
                Answer.error(429, "Too many calls at the same time.").send(exchange);
                return;
            }
            try {
                if (closing.getCount() == 0) {
                    exchange.getResponseHeaders().set("Connection", "close");
                }
                handler.handle(exchange);
            } finally {
                slots.release();
            }
        };
    }

    public static void main(String[] args) {
        System.getProperties()
                .putIfAbsent("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tLZ %4$s %5$s%6$s%n");
        try {
            ProviderSimulator simulator = start(SimulatorSettings.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                simulator.close();
                LOG.log(System.Logger.Level.INFO, "Stopped");
                // The JVM's own answer to SIGTERM is 143; a drained process ends with 0.
                Runtime.getRuntime().halt(0);
            }));
            // Who supervises it starts it again, and that start looks at what the disk holds.
            var _ = simulator.account.broken().thenRun(ProviderSimulator::haltAtOnce);
            LOG.log(System.Logger.Level.INFO, "Ready on port {0}", String.valueOf(simulator.port()));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("provider-simulator can't start: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private static void haltAtOnce() {
        Runtime.getRuntime().halt(1);
    }
}

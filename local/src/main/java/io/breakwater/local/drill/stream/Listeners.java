package io.breakwater.local.drill.stream;

import io.breakwater.local.drill.check.PeopleFacts.Stream;
import io.breakwater.local.drill.load.Customer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The customers who listen: half of them over SSE, half over WebSocket, each again and again until they are closed. */
public final class Listeners implements AutoCloseable {

    // What the streams' own retry field asks for.
    private static final Duration BEFORE_COMING_BACK = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Ear> ears = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    private Listeners() {}

    /** Nobody listens. */
    public static Listeners none() {
        return new Listeners();
    }

    public static Listeners of(String gateway, List<Customer> customers) {
        Listeners listeners = new Listeners();
        for (int i = 0; i < customers.size(); i++) {
            Customer customer = customers.get(i);
            boolean sse = i % 2 == 0;
            Ear ear = new Ear((sse ? "sse " : "websocket ") + (i / 2 + 1), customer.id());
            Connection connection = sse
                    ? new SseListener(listeners.http, gateway, customer.token())
                    : new WebSocketListener(listeners.http, gateway, customer.token());
            listeners.ears.add(ear);
            Thread.ofVirtual().name("listener " + i).start(() -> listeners.listen(connection, ear));
        }
        return listeners;
    }

    /** What each has heard by now. */
    public List<Stream> streams() {
        return ears.stream().map(Ear::stream).toList();
    }

    public Heard heard() {
        return new Heard(
                ears.size(),
                ears.stream().mapToLong(ear -> ear.stream().sequences().size()).sum(),
                ears.stream().mapToInt(Ear::told).sum(),
                ears.stream().flatMap(ear -> ear.cutOff().stream()).toList());
    }

    @Override
    public void close() {
        over.countDown();
        http.shutdownNow();
    }

    private void listen(Connection connection, Ear ear) {
        try {
            do {
                String how = once(connection, ear);
                if (over.getCount() == 0) {
                    return;
                }
                if (how.isEmpty()) {
                    ear.wasTold();
                } else {
                    ear.wasCutOff(how);
                }
            } while (!over.await(BEFORE_COMING_BACK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String once(Connection connection, Ear ear) throws InterruptedException {
        try {
            return connection.listen(ear);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package io.breakwater.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator as the process that it is: signals and kills. */
class ProcessTests {

    private static final Pattern READY = Pattern.compile("Ready on port ([0-9]+)");

    @TempDir
    private Path data;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void finishesWhatIsInFlightOnSigtermAndExitsWithZero() throws Exception {
        Process process = launch("first");
        try (SimulatorClient client = new SimulatorClient(awaitPort("first"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.faults("{\"hangRate\": 1, \"hangMillis\": 60000, \"times\": 1}");
            Future<HttpResponse<String>> slow =
                    threads.submit(() -> client.post("/v1/payment_intents", "amount=1&currency=eur"));
            client.awaitFaultsSpent();

            process.toHandle().destroy();

            assertThat(slow.get().statusCode()).isEqualTo(200);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void losesNothingThatWasAnsweredWhenItIsKilled() throws Exception {
        Process process = launch("first");
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        try (SimulatorClient client = new SimulatorClient(awaitPort("first"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < 8; worker++) {
                int number = worker;
                threads.execute(() -> chargeUntilItDies(client, number, answered));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> answered.size() >= 100);
            process.destroyForcibly().waitFor();
        }

        launch("second");
        try (SimulatorClient client = new SimulatorClient(awaitPort("second"))) {
            List<String> charged = client.journal(0).stream()
                    .filter(item -> item.get("outcome").stringValue().equals("succeeded"))
                    .map(item -> item.get("object").stringValue())
                    .toList();
            assertThat(charged).doesNotHaveDuplicates().containsAll(answered);
            for (String id : answered) {
                assertThat(client.get(id).getStatus()).isEqualTo("succeeded");
            }
        }
    }

    /** A full disk's part is played by the largest file that the process may write. */
    @Test
    void endsWhereItsJournalCanNotBeWrittenAndGoesOnAfterItsRestart() throws Exception {
        // In units of 512 bytes: some ten charges.
        Process full = launch("full", "sh", "-c", "ulimit -f 64; exec \"$@\"", "sh");
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        try (SimulatorClient client = new SimulatorClient(awaitPort("full"))) {
            chargeUntilItDies(client, 0, answered);
        }
        assertThat(full.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(full.exitValue()).isEqualTo(1);

        launch("second");
        try (SimulatorClient client = new SimulatorClient(awaitPort("second"))) {
            for (String id : answered) {
                assertThat(client.get(id).getStatus()).isEqualTo("succeeded");
            }
            assertThat(client.create("after").getStatus()).isEqualTo("requires_payment_method");
        }
    }

    @Test
    void saysInOneSentenceWhyItCannotStart() throws Exception {
        launch("first");
        awaitPort("first");

        Process second = launch("second");

        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(data.resolve("second.log")))
                .contains("provider-simulator can't start: ")
                .contains("is in use by another process");
    }

    private static void chargeUntilItDies(SimulatorClient client, int worker, ConcurrentLinkedQueue<String> answered) {
        try {
            for (int i = 0; i < 10_000; i++) {
                String key = worker + "-" + i;
                PaymentIntent intent = client.create("pi-" + key);
                client.confirm(intent.getId(), SimulatorClient.VISA, "confirm-" + key);
                answered.add(intent.getId());
            }
        } catch (ApiConnectionException killed) {
            assertThat(answered).as("killed, as the test wants it").isNotEmpty();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param before the command that starts the JVM's */
    private Process launch(String name, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                ProviderSimulator.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "SIMULATOR_PORT",
                        "0",
                        "SIMULATOR_DATA",
                        data.resolve("data").toString()));
        builder.redirectErrorStream(true)
                .redirectOutput(data.resolve(name + ".log").toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private int awaitPort(String name) {
        Matcher ready = await().atMost(Duration.ofSeconds(60))
                .until(() -> READY.matcher(Files.readString(data.resolve(name + ".log"))), Matcher::find);
        return Integer.parseInt(ready.group(1));
    }
}

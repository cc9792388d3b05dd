package io.breakwater.simulator;

import static io.breakwater.simulator.SimulatorClient.VISA;
import static io.breakwater.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.model.PaymentIntent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CrashTests {

    @TempDir
    private Path data;

    @TempDir
    private Path copy;

    @Test
    void knowsEverythingAfterARestart() throws Exception {
        String id;
        List<JsonNode> before;
        HttpResponse<String> decline;
        try (ProviderSimulator first = start(data);
                SimulatorClient client = new SimulatorClient(first.port())) {
            id = client.create("pi-1").getId();
            decline = client.post(
                    "/v1/payment_intents/" + id + "/confirm",
                    "payment_method=pm_card_chargeDeclined",
                    "Idempotency-Key",
                    "confirm-1");
            client.confirm(id, VISA, "confirm-2");
            before = client.journal(0);
        }

        try (ProviderSimulator second = start(data);
                SimulatorClient client = new SimulatorClient(second.port())) {
            HttpResponse<String> replayed = client.post(
                    "/v1/payment_intents/" + id + "/confirm",
                    "payment_method=pm_card_chargeDeclined",
                    "Idempotency-Key",
                    "confirm-1");
            assertThat(client.get(id).getStatus()).isEqualTo("succeeded");
            assertThat(client.confirm(id, VISA, "confirm-2").getStatus()).isEqualTo("succeeded");
            assertThat(replayed.body()).isEqualTo(decline.body());
            assertThat(client.journal(0)).isEqualTo(before);
            client.create("pi-2");
            assertThat(client.journal(3).getFirst().get("position").longValue()).isEqualTo(4);
        }
    }

    @Test
    void recoversFromAJournalThatEndsAnywhere() throws Exception {
        try (ProviderSimulator first = start(data);
                SimulatorClient client = new SimulatorClient(first.port())) {
            client.create("pi-1");
            PaymentIntent intent = client.create("pi-2");
            client.confirm(intent.getId(), VISA, "confirm-2");
        }
        byte[] whole = Files.readAllBytes(data.resolve("journal.jsonl"));

        // Every length would take minutes; a prime step meets all kinds of places over the lines.
        for (int length = 0; length <= whole.length; length += 97) {
            byte[] torn = Arrays.copyOf(whole, length);
            Files.write(copy.resolve("journal.jsonl"), torn);
            long lines = new String(torn, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            try (ProviderSimulator second = start(copy);
                    SimulatorClient client = new SimulatorClient(second.port())) {
                assertThat(client.journal(0)).hasSize((int) lines);
                client.create("pi-3");
                assertThat(client.journal(lines)).hasSize(1);
            }
            Files.delete(copy.resolve("journal.jsonl"));
        }
    }

    @Test
    void refusesAJournalThatIsDamagedInItsMiddleOrInUse() throws Exception {
        try (ProviderSimulator first = start(data);
                SimulatorClient client = new SimulatorClient(first.port())) {
            client.create("pi-1");
            assertThatThrownBy(() -> start(data)).hasMessageContaining("is open in this process already");
        }
        Path journal = data.resolve("journal.jsonl");
        Files.writeString(journal, "{broken}\n" + Files.readString(journal));

        assertThatThrownBy(() -> start(data)).isInstanceOf(IOException.class).hasMessageContaining("damaged at byte 0");
        assertThat(Files.size(journal)).isGreaterThan(100);
    }

    @Test
    void cutsALastLineThatIsNoJson() throws Exception {
        start(data).close();
        Files.writeString(data.resolve("journal.jsonl"), "\0\0\0\0\n", StandardOpenOption.APPEND);

        try (ProviderSimulator second = start(data);
                SimulatorClient client = new SimulatorClient(second.port())) {
            client.create("pi-1");

            assertThat(client.journal(0)).hasSize(1);
            assertThat(json(client.send("GET", "/_control/faults", null))
                            .get("times")
                            .isNull())
                    .isTrue();
        }
    }

    private static ProviderSimulator start(Path directory) throws IOException {
        return ProviderSimulator.start(SimulatorSettings.local(directory));
    }
}

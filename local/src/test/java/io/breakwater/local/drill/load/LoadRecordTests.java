package io.breakwater.local.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.drill.check.ClientFacts.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadRecordTests {

    private static final UUID USER = new UUID(0, 1);
    private static final UUID ORDER = new UUID(0, 2);

    @TempDir
    private Path directory;

    @Test
    void aKeyIsOneWishHoweverOftenItIsTried() throws IOException {
        LoadRecord record = read(
                sent(1, "k1", "pm_card_visa", 1),
                "got\t1\t503 unavailable\t-\t1100",
                sent(2, "k1", "pm_card_visa", 2),
                "got\t2\t201\t" + ORDER + "\t1200",
                sent(3, "k2", "pm_card_chargeDeclined", 1));

        assertThat(record.wishes())
                .containsExactly(new Wish("k1", USER, Set.of(ORDER), false), new Wish("k2", USER, Set.of(), true));
    }

    @Test
    void aRequestIsGoodWithAnAnswerThatIsTrue() throws IOException {
        LoadRecord record = read(
                sent(1, "a", "-", 1),
                "got\t1\t201\t" + ORDER + "\t1100",
                sent(2, "b", "-", 1),
                "got\t2\t409 idempotency-in-progress\t-\t1100",
                sent(3, "c", "-", 1),
                "got\t3\t504 deadline-exceeded\t-\t1100",
                sent(4, "d", "-", 1));

        assertThat(record.requests()).extracting(Request::good).containsExactly(true, true, false, false);
        assertThat(record.requests()).extracting(Request::failure).endsWith("504 deadline-exceeded", "cut off");
    }

    @Test
    void aResetCountsApartOnlyOnAConnectionThatWasJustMade() throws IOException {
        String reset = "\tj.n.SocketException: Connection reset\t-\t1100";
        LoadRecord record = read(
                sent(1, "a", "-", 1),
                "got\t1" + reset,
                sent(2, "b", "-", 1).replace("\ttrue\t", "\tfalse\t"),
                "got\t2" + reset);

        assertThat(record.requests()).extracting(Request::resetWhileConnecting).containsExactly(true, false);
        assertThat(record.requests().getLast().failure()).isEqualTo("Connection reset");
    }

    @Test
    void whatTheGeneratorsEndCutShortIsLeftOut() throws IOException {
        LoadRecord record = read(sent(1, "a", "-", 1), "got\t1\t20");

        assertThat(record.requests()).singleElement().returns("cut off", Request::failure);
    }

    private static String sent(int number, String key, String card, int attempt) {
        return "sent\t%d\torder\t%s\t%s\t%s\t%d\ttrue\t1000".formatted(number, USER, key, card, attempt);
    }

    private LoadRecord read(String... lines) throws IOException {
        return LoadRecord.read(Files.write(directory.resolve("record"), List.of(lines)));
    }
}

package io.breakwater.platform.web;

import static io.breakwater.platform.web.ProblemsTests.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.platform.web.EdgeClient.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@EdgeTest
class PagesTests {

    private EdgeClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new EdgeClient(port);
    }

    @Test
    void allItemsComeOnceUpToALastPageWithoutACursor() {
        List<Integer> items = new ArrayList<>();
        String path = "/api/numbers";

        for (int pages = 0; path != null && pages < 10; pages++) {
            Answer answer = client.get(path);
            answer.json().path("items").forEach(item -> items.add(item.asInt()));
            String cursor = answer.json().path("nextCursor").asString(null);
            path = cursor == null ? null : "/api/numbers?cursor=" + cursor;
        }

        assertThat(items).isEqualTo(IntStream.range(0, 45).boxed().toList());
        assertThat(path).isNull();
        assertThat(client.get("/api/numbers?limit=100")
                        .json()
                        .path("nextCursor")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "x", "1.0", "", "99999999999", "+5"})
    void aLimitOutOfRangeIsRefused(String limit) {
        Answer answer = client.get("/api/numbers?limit=" + limit);

        assertProblem(answer, 400, "validation-failed");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("limit");
    }

    @Test
    void allFaultsOfAQueryAreToldAtOnce() {
        Answer all = client.get("/api/numbers?limit=0&filter=toolong&owner=x");
        Answer two = client.get("/api/numbers?filter=toolong&owner=x&unknown=");

        assertProblem(all, 400, "validation-failed");
        assertThat(all.json().path("errors").findValuesAsString("field")).containsExactly("filter", "limit", "owner");
        assertThat(two.json().path("errors").findValuesAsString("field")).containsExactly("filter", "owner");
    }

    @Test
    void aCursorIsTakenOnlyByItsOwnList() {
        String cursor = client.get("/api/numbers?limit=5&filter=a")
                .json()
                .path("nextCursor")
                .asString();

        assertThat(client.get("/api/numbers?filter=a&limit=7&cursor=" + cursor).status())
                .isEqualTo(200);
        assertThat(client.get("/api/numbers?filter=a&unknown=1&cursor=" + cursor)
                        .status())
                .isEqualTo(200);
        for (String other : List.of("", "&filter=b", "&filter=a&filter=a")) {
            assertProblem(client.get("/api/numbers?cursor=" + cursor + other), 400, "cursor-invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%20", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void anInventedCursorIsRefused(String cursor) {
        assertProblem(client.get("/api/numbers?cursor=" + cursor), 400, "cursor-invalid");
    }

    @Test
    void aCursorKeepsItsPlaceAndAnyChangedCharacterVoidsIt() {
        Cursors cursors = new Cursors(new byte[32]);
        Cursor place = new Cursor(Instant.parse("2026-01-02T03:04:05.123456Z"), UUID.randomUUID());
        String text = cursors.sign(place, "scope");

        assertThat(cursors.verify(text, "scope")).contains(place);
        assertThat(cursors.verify(text, "other")).isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char changed = text.charAt(i) == 'A' ? 'B' : 'A';
            String forged = text.substring(0, i) + changed + text.substring(i + 1);
            assertThat(cursors.verify(forged, "scope")).as(forged).isEmpty();
        }
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cursors(new byte[31]));
    }
}

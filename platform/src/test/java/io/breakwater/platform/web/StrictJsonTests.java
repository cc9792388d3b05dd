package io.breakwater.platform.web;

import static io.breakwater.platform.web.ProblemsTests.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.web.EdgeClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@EdgeTest
class StrictJsonTests {

    private static final String ID = new UUID(0x7000, 1L << 63).toString();
    private static final String VALID = """
            {"items": [{"productId": "%s", "quantity": 2}], "name": "a", "colour": "RED", "gift": null, "total": 5}""".formatted(ID);

    private EdgeClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new EdgeClient(port);
    }

    @Test
    void aValidBodyIsTakenAndAnsweredWithNulls() {
        Answer answer = client.post("/api/things", VALID);

        assertThat(answer.text()).isEqualTo("""
                {"items":[{"productId":"%s","quantity":2}],"name":"a","colour":"RED","gift":null,"total":5}""".formatted(ID));
    }

    @Test
    void timesHaveMillisecondsAndNullsAreWritten() {
        assertThat(client.get("/api/things/" + ID).text())
                .isEqualTo("{\"id\":\"%s\",\"note\":null,\"at\":\"2026-01-02T03:04:05.000Z\"}".formatted(ID));
    }

    @Test
    void allViolationsComeAtOnceWithTheirPaths() {
        Answer answer = client.post("/api/things", """
                {"items": [{"productId": "%s", "quantity": 0}, {"quantity": 1000}], "name": " "}""".formatted(ID));

        assertProblem(answer, 400, "validation-failed");
        assertThat(errors(answer))
                .containsOnlyKeys("items[0].quantity", "items[1].productId", "items[1].quantity", "name");
        assertThat(errors(answer)).containsEntry("name", "must not be blank");
    }

    @Test
    void messagesAreEnglishForEverybody() {
        Answer answer = client.post("/api/things", "{\"items\": [], \"name\": \"a\"}", "Accept-Language", "de");

        assertThat(errors(answer)).containsExactlyEntriesOf(Map.of("items", "size must be between 1 and 50"));
    }

    @Test
    void unknownFieldsWrongTypesAndViolationsComeTogether() {
        Answer answer = client.post("/api/things", """
                {"items": [{"productId": 5, "quantity": "2", "extra": 1}, {"productId": "%s"}, null],
                 "name": "", "colour": "GREEN", "gift": 1, "total": 99999999999999999999, "unknown": {"a": [1]}}""".formatted(ID));

        assertProblem(answer, 400, "validation-failed");
        assertThat(errors(answer))
                .containsOnlyKeys(
                        "items[0].productId",
                        "items[0].quantity",
                        "items[0].extra",
                        "items[1].quantity",
                        "items[2]",
                        "name",
                        "colour",
                        "gift",
                        "total",
                        "unknown")
                .containsEntry("items[0].extra", "is unknown")
                .containsEntry("items[0].quantity", "must be a whole number in its range")
                .containsEntry("items[1].quantity", "is required")
                .containsEntry("gift", "must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "2.0", "2e0", "true", "null", "[2]", "{}", "99999999999", "\"\"", "1e999999999"})
    void onlyAnIntegerIsAnInteger(String quantity) {
        Answer answer = client.post("/api/things", VALID.replace(": 2}", ": " + quantity + "}"));

        assertProblem(answer, 400, "validation-failed");
        assertThat(errors(answer)).containsOnlyKeys("items[0].quantity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "1.5", "[]", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\""})
    void onlyCleanTextIsText(String name) {
        Answer answer = client.post("/api/things", VALID.replace("\"a\"", name));

        assertProblem(answer, 400, "validation-failed");
        assertThat(errors(answer)).containsOnlyKeys("name");
    }

    @Test
    void aSurrogatePairIsText() {
        assertThat(client.post("/api/things", VALID.replace("\"a\"", "\"\\ud83d\\ude00\""))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "{} {}",
                "{}x",
                "[]",
                "null",
                "5",
                "{'name': 1}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "\"text\"",
                "{\"name\": \"a\tb\"}"
            })
    void whatIsNoJsonObjectIsMalformed(String body) {
        assertProblem(client.post("/api/things", body), 400, "malformed-request");
    }

    @Test
    void trailingGarbageAndDuplicatesAfterAValidStartAreMalformed() {
        assertProblem(client.post("/api/things", VALID + "x"), 400, "malformed-request");
        assertProblem(client.post("/api/things", VALID + VALID), 400, "malformed-request");
        String twice = VALID.replace("\"quantity\": 2", "\"quantity\": 2, \"quantity\": 2");
        assertProblem(client.post("/api/things", twice), 400, "malformed-request");
        Answer latin = client.send(
                "POST",
                "/api/things",
                BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'}),
                "Content-Type",
                "application/json");
        assertProblem(latin, 400, "malformed-request");
    }

    @Test
    void depthAndNumbersAreBounded() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertProblem(client.post("/api/things", deep), 400, "malformed-request");
        assertProblem(client.post("/api/things", "{\"unknown\": " + deep + "}"), 400, "malformed-request");
        assertProblem(client.post("/api/things", "{\"total\": " + "9".repeat(200_000) + "}"), 400, "malformed-request");
    }

    @Test
    void manyFaultsAreBounded() {
        StringBuilder unknown = new StringBuilder("{\"f\": 1");
        for (int i = 0; i < 10_000; i++) {
            unknown.append(",\"f").append(i).append("\": 1");
        }

        Answer answer = client.post("/api/things", unknown.append('}').toString());

        assertProblem(answer, 400, "validation-failed");
        assertThat(answer.json().path("errors").size()).isEqualTo(101);
    }

    @Test
    void parametersAreValidatedByTheirNames() {
        assertThat(errors(client.get("/api/search"))).containsOnlyKeys("q");
        assertThat(errors(client.get("/api/search?q=toolong&depth=10"))).containsOnlyKeys("q", "depth");
        assertThat(errors(client.get("/api/search?q=a&depth=x"))).containsOnlyKeys("depth");
        assertThat(errors(client.get("/api/search?q=a&orderId=7")))
                .containsExactlyEntriesOf(Map.of("orderId", "must be a UUID"));
        assertThat(client.get("/api/search?q=a&unknown=1").status()).isEqualTo(200);
    }

    @Test
    void outsideTheApiUnknownFieldsAreIgnored() {
        Answer answer =
                client.post("/hooks/thing", "{\"productId\": \"%s\", \"quantity\": 3, \"new\": 1}".formatted(ID));

        assertThat(answer.text()).isEqualTo("{\"quantity\":3}");
        assertThat(client.post("/hooks/raw", "not json").text()).isEqualTo("8");
        assertProblem(client.post("/hooks/thing", "{"), 400, "malformed-request");
    }

    private static Map<String, String> errors(Answer answer) {
        assertThat(answer.slug()).as(answer.text()).isEqualTo("validation-failed");
        Map<String, String> errors = new TreeMap<>();
        answer.json()
                .path("errors")
                .forEach(error -> assertThat(errors.put(
                                error.path("field").asString(),
                                error.path("message").asString()))
                        .as("twice")
                        .isNull());
        return errors;
    }
}

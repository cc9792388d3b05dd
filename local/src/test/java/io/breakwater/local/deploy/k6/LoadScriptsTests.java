package io.breakwater.local.deploy.k6;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoadScriptsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    // Answered by the gateway itself.
    private static final Set<String> OF_THE_DOOR = Set.of("/livez", "/readyz", "/problems/{slug}");

    private final Map<String, JsonNode> routes = JSON.readTree(Repository.text("k6/routes.json")).properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    private final JsonNode slo = JSON.readTree(Repository.text("k6/slo.json"));

    @Test
    void everyRouteOfTheScriptsPassesTheDoor() {
        assertThat(Endpoints.routes()).isNotEmpty();

        assertThat(paths())
                .allSatisfy(path -> assertThat(Endpoints.routes())
                        .as(path)
                        .anyMatch(route -> OF_THE_DOOR.contains(path) || Endpoints.matches(route, path)));
    }

    @Test
    void everyRouteOfTheScriptsIsAnEndpointOfAService() {
        Endpoints endpoints = new Endpoints();

        assertThat(routes.values())
                .filteredOn(route -> !OF_THE_DOOR.contains(path(route)))
                .allSatisfy(route -> assertThat(endpoints.has(method(route), path(route)))
                        .as("%s %s", method(route), path(route))
                        .isTrue());
    }

    /** The scripts refuse to call a route without the key that it needs, or with one that it doesn't take. */
    @Test
    void aRouteHasAKeyWhereTheServiceTakesOne() {
        Endpoints endpoints = new Endpoints();

        assertThat(routes)
                .allSatisfy((name, route) -> assertThat(route.path("key").asBoolean(false))
                        .as(name)
                        .isEqualTo(endpoints.takesKey(method(route), path(route))));
    }

    @Test
    void theScriptsCallTheRoutesAndNothingElse() {
        Set<String> called = new HashSet<>();
        Pattern call = Pattern.compile("\\b(?:call|prepare)\\('(\\w+)'");

        scripts()
                .forEach(script -> call.matcher(Repository.text(script))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(called::add));

        assertThat(called).isEqualTo(routes.keySet());
        assertThat(scripts())
                .filteredOn(script -> !script.endsWith("mailbox.js"))
                .allSatisfy(script -> assertThat(Repository.text(script)).doesNotContain("/api/"));
    }

    @Test
    void theObjectivesAreEdgesOfTheServicesHistogram() {
        MatchResult edges = Pattern.compile("http\\.server\\.requests: (\\d+ms.*)")
                .matcher(Repository.text("platform/src/main/resources/platform.yml"))
                .results()
                .findFirst()
                .orElseThrow();

        assertThat(edges.group(1).split(", ")).contains(milliseconds("readMillisP95"), milliseconds("writeMillisP95"));
    }

    @Test
    void theObjectivesAreThoseThatAreToldToPeople() {
        String readme = Repository.text("k6/README.md");

        assertThat(readme)
                .contains("reads p95 < %s".formatted(spaced("readMillisP95")))
                .contains("writes p95 < %s".formatted(spaced("writeMillisP95")))
                .contains("errors < %s %%"
                        .formatted(slo.path("errorShare")
                                .decimalValue()
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString()))
                .contains("told within %d s"
                        .formatted(slo.path("paidAndToldMillisP95").asInt() / 1000));
    }

    @Test
    void everyTestHasTheObjectivesAndNoneOfItsOwn() {
        List<Path> tests = scripts().stream()
                .filter(script -> !script.getParent().endsWith("lib"))
                .toList();

        assertThat(tests).hasSize(6).allSatisfy(test -> {
            assertThat(Repository.text(test)).contains("objectives(");
            assertThat(Repository.text("k6/README.md")).contains("`" + test.getFileName() + "`");
        });
        assertThat(scripts())
                .filteredOn(script -> !script.endsWith("slo.js"))
                .allSatisfy(script ->
                        assertThat(Repository.text(script)).doesNotContainPattern("\\bp\\(\\d|rate[<>]|count[<>=]"));
    }

    @Test
    void noScriptHasASecretOrAnAddress() {
        assertThat(scripts())
                .allSatisfy(script -> assertThat(Repository.text(script))
                        .doesNotContainPattern("https?://[a-z0-9]")
                        .doesNotContainPattern("[Pp]assword: '"));
    }

    private static List<Path> scripts() {
        return Repository.files("k6", ".js");
    }

    private List<String> paths() {
        return routes.values().stream().map(LoadScriptsTests::path).toList();
    }

    private static String path(JsonNode route) {
        return route.path("path").asString();
    }

    private static String method(JsonNode route) {
        return route.path("method").asString();
    }

    private String milliseconds(String objective) {
        return slo.path(objective).asInt() + "ms";
    }

    private String spaced(String objective) {
        return slo.path(objective).asInt() + " ms";
    }
}

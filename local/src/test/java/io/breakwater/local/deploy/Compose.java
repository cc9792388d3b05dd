package io.breakwater.local.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} as somebody has it who has set no variable. */
record Compose(Map<String, Service> services) {

    static final Path REPOSITORY = Path.of("..");

    private static final Pattern DEFAULTED = Pattern.compile("\\$\\{\\w+(:[-+])([^}]*)}");

    static Compose read() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        // Its default of 50 is against hostile files.
        options.setMaxAliasesForCollections(500);
        Map<String, Object> file =
                map(new Yaml(new SafeConstructor(options)).load(interpolated(text("docker-compose.yml"))));
        Map<String, Service> services = new LinkedHashMap<>();
        map(file.get("services")).forEach((name, definition) -> services.put(name, new Service(name, map(definition))));
        return new Compose(services);
    }

    /** A file of the repository. */
    static String text(String file) {
        try {
            return Files.readString(REPOSITORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first group of the first match. */
    static String find(String regex, String text) {
        Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("nothing matches " + regex);
        }
        return matcher.group(1);
    }

    static int number(String regex, String text) {
        return Integer.parseInt(find(regex, text));
    }

    Service get(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    List<Service> running() {
        return services.values().stream().filter(service -> !service.once()).toList();
    }

    List<Service> ours() {
        return services.values().stream()
                .filter(service -> service.image().startsWith("breakwater/"))
                .toList();
    }

    private static String interpolated(String text) {
        return DEFAULTED
                .matcher(text)
                .replaceAll(found -> found.group(1).equals(":-") ? Matcher.quoteReplacement(found.group(2)) : "")
                .replace("$$", "$");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    /** A service, in compose's sense of the word. */
    record Service(String name, Map<String, Object> definition) {

        String image() {
            return text("image");
        }

        String text(String key) {
            return String.valueOf(definition.get(key));
        }

        /** Whether it runs to its end before others start. */
        boolean once() {
            return text("restart").equals("no");
        }

        boolean has(String key) {
            return definition.containsKey(key);
        }

        Duration grace() {
            return seconds(text("stop_grace_period"));
        }

        int replicas() {
            return (int) map(definition.getOrDefault("deploy", Map.of())).getOrDefault("replicas", 1);
        }

        Map<String, Object> limits() {
            return map(map(map(definition.get("deploy")).get("resources")).get("limits"));
        }

        int megabytes() {
            return Integer.parseInt(String.valueOf(limits().get("memory")).replace("M", ""));
        }

        Map<String, Object> healthcheck() {
            return map(definition.get("healthcheck"));
        }

        Map<String, String> environment() {
            Map<String, String> environment = new LinkedHashMap<>();
            map(definition.getOrDefault("environment", Map.of()))
                    .forEach((key, value) -> environment.put(key, String.valueOf(value)));
            return environment;
        }

        /** What it waits for, and until when. */
        Map<String, String> after() {
            Map<String, String> after = new LinkedHashMap<>();
            map(definition.getOrDefault("depends_on", Map.of()))
                    .forEach((other, condition) ->
                            after.put(other, String.valueOf(map(condition).get("condition"))));
            return after;
        }

        Map<String, Object> buildArguments() {
            return map(map(definition.get("build")).get("args"));
        }

        List<String> list(String key) {
            List<String> list = new ArrayList<>();
            ((List<?>) definition.getOrDefault(key, List.of())).forEach(item -> list.add(String.valueOf(item)));
            return list;
        }

        @Override
        public String toString() {
            return name;
        }

        static Duration seconds(String text) {
            return Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
        }
    }
}

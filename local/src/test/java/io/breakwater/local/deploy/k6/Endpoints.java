package io.breakwater.local.deploy.k6;

import io.breakwater.local.topology.Topology;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the services answer to, as their controllers say: the launcher's tests have none of their classes. */
final class Endpoints {

    // Of a class: @RequestMapping("/api/payments").
    private static final Pattern PREFIX = Pattern.compile("@RequestMapping\\(\"([^\"]+)\"\\)");
    // Of a method: its mapping, and what follows until its body.
    private static final Pattern METHOD = Pattern.compile(
            "@(Get|Post|Put|Delete)Mapping(?:\\((?:(?:value|path) = )?\"([^\"]*)\"[^)]*\\))?([^{]*)\\{");

    /** Whether it takes an {@code Idempotency-Key}, by "GET /api/orders/{}". */
    private final Map<String, Boolean> keyed = new HashMap<>();

    Endpoints() {
        Topology.SERVICES.stream()
                .map(service -> service.name() + "/src/main/java")
                .flatMap(sources -> Repository.files(sources, "Controller.java").stream())
                .forEach(this::read);
    }

    boolean has(String method, String path) {
        return keyed.containsKey(name(method, path));
    }

    boolean takesKey(String method, String path) {
        return keyed.getOrDefault(name(method, path), false);
    }

    /** The patterns of the gateway's routes, such as {@code /api/orders/**}. */
    static List<String> routes() {
        return Pattern.compile("- Path=(\\S+)")
                .matcher(Repository.text("gateway/src/main/resources/application.yml"))
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .toList();
    }

    static boolean matches(String route, String path) {
        return route.endsWith("/**")
                ? (path + "/").startsWith(route.substring(0, route.length() - 2))
                : route.equals(path);
    }

    private void read(Path controller) {
        String source = Repository.text(controller);
        Matcher prefix = PREFIX.matcher(source);
        String begin = prefix.find() ? prefix.group(1) : "";
        METHOD.matcher(source).results().forEach(found -> {
            String path = begin + (found.group(2) == null ? "" : found.group(2));
            keyed.put(name(found.group(1), path), found.group(3).contains("IdempotentCall"));
        });
    }

    private static String name(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{\\w+}", "{}");
    }
}

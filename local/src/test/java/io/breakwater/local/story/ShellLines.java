package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the few forms of shell line that the story is made of, with Java's HTTP client in the place of curl, which a
 * machine need not have: {@code NAME=value}, {@code NAME=$(pipeline)}, {@code until pipeline; do sleep 1; done}, and a
 * pipeline, of {@code curl -s}, {@code sed -n 's/../../p'} and {@code grep [-o]}.
 */
final class ShellLines {

    // An order's end, or its mail, on a busy machine.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern COMMAND_VALUE = Pattern.compile("([A-Z]+)=\\$\\((.*)\\)");
    private static final Pattern PLAIN_VALUE = Pattern.compile("([A-Z]+)=(\\S+)");
    private static final Pattern UNTIL = Pattern.compile("until (.*); do sleep 1; done");
    private static final Pattern SUBSTITUTION = Pattern.compile("s/(.*)/(.*)/p");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> variables = new HashMap<>();
    private final Path directory;

    /** @param directory what relative paths are relative to */
    ShellLines(Path directory) {
        this.directory = directory;
    }

    /** Runs one line and returns what it would print. */
    String run(String line) throws IOException, InterruptedException {
        Matcher until = UNTIL.matcher(line);
        Matcher commandValue = COMMAND_VALUE.matcher(line);
        Matcher plainValue = PLAIN_VALUE.matcher(line);
        if (until.matches()) {
            return await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> pipeline(until.group(1)), output -> !output.isEmpty());
        }
        if (commandValue.matches()) {
            String value = pipeline(commandValue.group(2)).strip();
            assertThat(value).as(line).isNotEmpty();
            variables.put(commandValue.group(1), value);
            return "";
        }
        if (plainValue.matches()) {
            variables.put(plainValue.group(1), plainValue.group(2));
            return "";
        }
        return pipeline(line);
    }

    private String pipeline(String text) throws IOException, InterruptedException {
        String output = "";
        for (List<String> command : ShellWords.commands(text, variables)) {
            List<String> arguments = command.subList(1, command.size());
            output = switch (command.getFirst()) {
                case "curl" -> curl(arguments);
                case "sed" -> sed(arguments, output);
                case "grep" -> grep(arguments, output);
                default -> throw new AssertionError("The story can't be run: " + command);
            };
        }
        return output;
    }

    private String curl(List<String> arguments) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(10));
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "-s" -> {
                    // Quiet we are.
                }
                case "-H" -> {
                    String[] header = arguments.get(++i).split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(arguments.get(++i)));
                default -> request.uri(URI.create(arguments.get(i)));
            }
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private String sed(List<String> arguments, String input) throws IOException {
        assertThat(arguments.getFirst()).isEqualTo("-n");
        Matcher script = SUBSTITUTION.matcher(arguments.get(1));
        assertThat(script.matches()).as(arguments.get(1)).isTrue();
        Pattern pattern = basicExpression(script.group(1));
        String replacement = script.group(2).replaceAll("\\\\(\\d)", "\\$$1");
        String text = arguments.size() > 2 ? Files.readString(directory.resolve(arguments.get(2))) : input;
        return text.lines()
                .filter(line -> pattern.matcher(line).find())
                .map(line -> pattern.matcher(line).replaceFirst(replacement))
                .collect(Collectors.joining("\n"));
    }

    private static String grep(List<String> arguments, String input) {
        boolean onlyMatching = arguments.getFirst().equals("-o");
        Pattern pattern = basicExpression(arguments.getLast());
        List<String> found = new ArrayList<>();
        input.lines().forEach(line -> {
            Matcher match = pattern.matcher(line);
            if (match.find()) {
                found.add(onlyMatching ? match.group() : line);
            }
        });
        return String.join("\n", found);
    }

    /** POSIX's basic expressions have their groups as {@code \(...\)} and take braces as they are. */
    private static Pattern basicExpression(String expression) {
        return Pattern.compile(expression
                .replace("{", "\\{")
                .replace("}", "\\}")
                .replace("\\(", "(")
                .replace("\\)", ")"));
    }
}

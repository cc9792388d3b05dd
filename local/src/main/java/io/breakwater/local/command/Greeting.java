package io.breakwater.local.command;

import io.breakwater.local.run.RunFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;

/** What {@code up} says when all is ready: where everything is, and what to try next. */
final class Greeting {

    private Greeting() {}

    /** @param where the file itself is, as seen from the repository */
    static String of(RunFile file, Path where, String after) {
        String accounts = file.accounts().stream()
                .map(account -> "  %-18s %s   password %s"
                        .formatted(
                                account.roles().contains("admin") ? "administrator" : "customer",
                                account.email(),
                                account.password()))
                .collect(Collectors.joining("\n"));
        return """

                Breakwater is up after %s.

                  %-18s %s
                %s
                  %-18s %s   (SMTP %s)
                  %-18s %s

                Order something, in another terminal in this directory:

                %s
                Also: ./breakwater ps | logs SERVICE | kill, pause, resume SERVICE[/N] | scale SERVICE=N | reload [SERVICE]
                | down. Ctrl-C stops everything.""".formatted(
                        after,
                        "gateway",
                        file.gateway(),
                        accounts,
                        "mailbox",
                        file.mailbox().http(),
                        file.mailbox().smtp(),
                        "card processor",
                        file.simulator(),
                        story(file, where).indent(2));
    }

    /** The same lines as in README's story, with the addresses and the file of this system. */
    private static String story(RunFile file, Path where) {
        try (InputStream lines = Objects.requireNonNull(Greeting.class.getResourceAsStream("story.sh"))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("http://127.0.0.1:8080", file.gateway())
                    .replace("http://127.0.0.1:17080", file.mailbox().http())
                    .replace(".local/run/breakwater.json", where.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

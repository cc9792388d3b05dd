package io.breakwater.gateway.problem;

import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page behind every problem's {@code type}. */
@RestController
class ProblemController {

    private final ProblemCatalogue catalogue;

    ProblemController(ProblemCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping(value = "/problems/{slug}", produces = MediaType.APPLICATION_JSON_VALUE)
    ProblemView json(@PathVariable String slug) {
        ProblemType type = get(slug);
        return new ProblemView(
                URI.create("/problems/" + slug), type.title(), type.status(), type.meaning(), type.whatToDo());
    }

    @GetMapping(value = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> html(@PathVariable String slug) {
        ProblemType type = get(slug);
        String page = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>%1$s</title>
                <body>
                <h1>%1$s</h1>
                <p><code>%2$s</code>, HTTP status %3$d</p>
                <p>%4$s</p>
                <p>%5$s</p>
                </body>
                </html>
                """.formatted(
                        HtmlUtils.htmlEscape(type.title()),
                        slug,
                        type.status(),
                        HtmlUtils.htmlEscape(type.meaning()),
                        HtmlUtils.htmlEscape(type.whatToDo()));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .header("Content-Security-Policy", "default-src 'none'")
                .body(page);
    }

    private ProblemType get(String slug) {
        return catalogue.find(slug).orElseThrow(() -> Refusal.of("not-found", "There is no problem of this name."));
    }

    record ProblemView(URI type, String title, int status, String meaning, String whatToDo) {}
}

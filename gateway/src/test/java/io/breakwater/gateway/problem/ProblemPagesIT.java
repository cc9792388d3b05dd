package io.breakwater.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.testing.Door;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemPagesIT {

    private static Door door;

    @BeforeAll
    static void open() {
        door = Door.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void aProgramReadsJson() {
        HttpResponse<String> answer = door.get("/problems/csrf");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.body()).contains("\"type\":\"/problems/csrf\"", "\"status\":403", "\"whatToDo\":\"");
    }

    @Test
    void aPersonReadsHtml() {
        HttpResponse<String> answer =
                door.get("/problems/csrf", "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("<h1>Cross-site request refused</h1>", "<code>csrf</code>");
    }

    @Test
    void whatIsNoProblemIsNotFound() {
        HttpResponse<String> answer = door.get("/problems/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/problems/not-found", "\"instance\":\"/problems/nothing\"");
    }

    @Test
    void theDoorsOwnPagesRefuseOtherMethodsAndForms() {
        HttpResponse<String> posted = door.post("/problems/csrf", "{}");
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow").orElseThrow()).contains("GET");
        assertThat(posted.body()).contains("/problems/method-not-allowed");

        HttpResponse<String> image = door.get("/problems/csrf", "Accept", "image/png");
        assertThat(image.statusCode()).isEqualTo(406);
        assertThat(image.body()).contains("/problems/not-acceptable");
    }
}

package io.breakwater.auth;

import static io.breakwater.auth.AuthClient.PASSWORD;
import static io.breakwater.auth.AuthClient.anAddress;
import static io.breakwater.auth.AuthClient.mails;
import static io.breakwater.auth.AuthClient.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.auth.AuthClient.Answer;
import io.breakwater.testing.Mail;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RegistrationIT {

    @LocalServerPort
    private int port;

    private AuthClient auth;

    @BeforeEach
    void connect() {
        auth = new AuthClient(port);
    }

    @Test
    void opensAnAccountByTheMailedToken() {
        String email = anAddress();

        Answer registered = auth.register(email, PASSWORD, "Ada Lovelace");

        assertThat(registered.status()).isEqualTo(202);
        assertThat(registered.body()).isEmpty();
        Mail mail = mails(email, 1).getFirst();
        assertThat(token(mail)).matches("[A-Za-z0-9_-]{43}");
        assertThat(mail.text().lines()).contains("Token: " + token(mail));
        assertThat(mail.html()).contains("Token: " + token(mail));
        assertThat(mail.text()).doesNotContain("Ada");
        assertThat(auth.logIn(email, PASSWORD).status()).isEqualTo(401);

        Answer verified = auth.verify(token(mail));

        assertThat(verified.status()).isEqualTo(204);
        JsonNode user = auth.logIn(email, PASSWORD).json().get("user");
        assertThat(user.get("email").asString()).isEqualTo(email);
        assertThat(user.get("name").asString()).isEqualTo("Ada Lovelace");
        assertThat(user.get("roles").toString()).isEqualTo("[\"customer\"]");
    }

    @Test
    void namesEveryFaultOfARequestAtOnce() {
        Answer answer = auth.post("/api/auth/register", Map.of("email", "nobody", "password", "short", "name", " \n"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("validation-failed");
        assertThat(fields(answer)).contains("email", "password", "name").hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void refusesWhatIsNotThereOrTooMuch() {
        assertThat(fields(auth.postText("/api/auth/register", "{}"))).containsOnly("email", "password", "name");
        assertThat(fields(auth.post(
                        "/api/auth/register",
                        Map.of("email", anAddress(), "password", "x".repeat(129), "name", "n".repeat(201)))))
                .containsOnly("password", "name");
        assertThat(auth.register(anAddress(), PASSWORD, "🌊".repeat(200)).status())
                .isEqualTo(202);
        Answer unknownField = auth.postText("/api/auth/verify", "{\"token\": \"t\", \"more\": 1}");
        assertThat(unknownField.status()).isEqualTo(400);
        assertThat(auth.postText("/api/auth/register", "{\"email\": 1,").problem())
                .isEqualTo("malformed-request");
    }

    @Test
    void refusesACommonPassword() {
        Answer answer = auth.register(anAddress(), "PassWord123", "Ada");

        assertThat(answer.problem()).isEqualTo("validation-failed");
        assertThat(answer.json().get("errors").toString())
                .isEqualTo("[{\"field\":\"password\",\"message\":\"is too common: choose another\"}]");
    }

    @Test
    void givesEachRegistrationItsOwnNameAndPassword() {
        String email = anAddress();
        auth.register(email, "password of the first", "First");
        String first = token(mails(email, 1).getFirst());
        auth.register(email.toUpperCase(Locale.ROOT), "password of the second", "Second");
        String second = mails(email, 2).stream()
                .map(AuthClient::token)
                .filter(token -> !token.equals(first))
                .findFirst()
                .orElseThrow();

        assertThat(auth.verify(second).status()).isEqualTo(204);

        assertThat(auth.verify(first).problem()).isEqualTo("token-invalid");
        assertThat(auth.logIn(email, "password of the first").status()).isEqualTo(401);
        assertThat(auth.logIn(email, "password of the second")
                        .json()
                        .get("user")
                        .get("name")
                        .asString())
                .isEqualTo("Second");
    }

    @Test
    void takesATokenOnceHoweverManySendItAtOnce() throws InterruptedException {
        String email = anAddress();
        auth.register(email);
        String token = token(mails(email, 1).getFirst());

        List<Answer> answers = atOnce(IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(i -> () -> auth.verify(token))
                .toList());

        assertThat(answers.stream().filter(answer -> answer.status() == 204)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 204))
                .allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("token-invalid"));
        assertThat(auth.verify(token).problem()).isEqualTo("token-invalid");
    }

    @Test
    void letsOneOfTwoRegistrationsThatAreVerifiedAtOnceThrough() throws InterruptedException {
        String email = anAddress();
        auth.register(email);
        auth.register(email);

        List<Answer> answers = atOnce(mails(email, 2).stream()
                .<Callable<Answer>>map(mail -> () -> auth.verify(token(mail)))
                .toList());

        assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(204, 400);
    }

    @Test
    void refusesAnUnknownToken() {
        assertThat(auth.verify("A".repeat(43)).status()).isEqualTo(400);
        assertThat(auth.verify("A".repeat(43)).problem()).isEqualTo("token-invalid");
        assertThat(auth.verify("").problem()).isEqualTo("token-invalid");
        assertThat(auth.postText("/api/auth/verify", "{}").problem()).isEqualTo("validation-failed");
    }

    @Test
    void tellsTheOwnerOfAnAccountAndChangesNothing() {
        String email = auth.aVerifiedAddress();

        Answer again = auth.register(email, "password of a stranger", "Stranger");

        assertThat(again.status()).isEqualTo(202);
        Mail mail = mails(email, 2).stream()
                .filter(each -> each.subject().equals("You have an account already"))
                .findFirst()
                .orElseThrow();
        assertThat(mail.header("X-Breakwater-Token")).isEmpty();
        assertThat(mail.text()).doesNotContain("Token:");
        assertThat(auth.logIn(email, "password of a stranger").status()).isEqualTo(401);
        assertThat(auth.logIn(email, PASSWORD).json().get("user").get("name").asString())
                .isEqualTo("Ada");
    }

    @Test
    void answersAlikeWhetherThereIsAnAccountOrNot() {
        String verified = auth.aVerifiedAddress();
        String unverified = anAddress();
        auth.register(unverified);

        List<Answer> registrations =
                Stream.of(anAddress(), unverified, verified).map(auth::register).toList();
        List<Answer> logIns = Stream.of(anAddress(), unverified, verified)
                .map(email -> auth.logIn(email, "another password"))
                .toList();

        assertThat(registrations.stream()
                        .map(answer -> List.of(answer.status(), answer.body(), names(answer)))
                        .distinct())
                .hasSize(1);
        assertThat(logIns.stream()
                        .map(answer -> List.of(answer.status(), answer.comparable(), names(answer)))
                        .distinct())
                .hasSize(1);
        assertThat(logIns.getFirst().problem()).isEqualTo("invalid-credentials");
    }

    @Test
    void voidsTheOldestRegistrationBeyondTheLimit() {
        String email = anAddress();
        auth.register(email);
        String oldest = token(mails(email, 1).getFirst());

        IntStream.range(0, 10).forEach(i -> auth.register(email));

        assertThat(auth.verify(oldest).problem()).isEqualTo("token-invalid");
        String another = mails(email, 11).stream()
                .map(AuthClient::token)
                .filter(token -> !token.equals(oldest))
                .findFirst()
                .orElseThrow();
        assertThat(auth.verify(another).status()).isEqualTo(204);
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .get("errors")
                .valueStream()
                .map(error -> error.get("field").asString())
                .toList();
    }

    private static Object names(Answer answer) {
        return answer.headers().map().keySet();
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}

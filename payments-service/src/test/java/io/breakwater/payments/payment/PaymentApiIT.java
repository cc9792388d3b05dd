package io.breakwater.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.payments.PaymentsTest;
import io.breakwater.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** What owners, strangers and support see. */
@PaymentsTest
class PaymentApiIT {

    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final PaymentRepository payments;
    private final UUID owner = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    PaymentApiIT(PaymentRepository payments) {
        this.payments = payments;
    }

    private Payment first;
    private Payment second;

    @BeforeEach
    void pay() {
        first = aPayment(Duration.ofMinutes(2));
        second = aPayment(Duration.ofMinutes(1));
    }

    @Test
    void showsAPaymentToItsOwnerInEveryField() {
        Map<String, Object> body = get("/api/payments/" + first.id(), TestTokens.bearer(owner, "customer"))
                .getBody();

        assertThat(body)
                .containsOnlyKeys(
                        "id",
                        "orderId",
                        "status",
                        "amount",
                        "captured",
                        "refunded",
                        "providerReference",
                        "declineCode",
                        "description",
                        "createdAt",
                        "updatedAt")
                .containsEntry("id", first.id().toString())
                .containsEntry("orderId", String.valueOf(first.orderId()))
                .containsEntry("status", "PROCESSING")
                .containsEntry("amount", Map.of("amount", 1999, "currency", "EUR"))
                .containsEntry("captured", Map.of("amount", 0, "currency", "EUR"))
                .containsEntry("declineCode", null);
        assertThat(String.valueOf(body.get("createdAt"))).matches("[-0-9]{10}T[:0-9]{8}\\.\\d{3}Z");
    }

    @Test
    void isNotThereForAnybodyElse() {
        String stranger = TestTokens.bearer(UUID.randomUUID(), "customer");

        assertThat(get("/api/payments/" + first.id(), stranger).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(items("/api/payments?orderId=" + first.orderId(), stranger)).isEmpty();
        assertThat(get("/api/payments?userId=" + owner, stranger).getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(get("/api/payments/" + first.id(), null).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(get("/api/payments/no-uuid", stranger).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void showsSupportAndAdminsEverybodys() {
        for (String role : List.of("support", "admin")) {
            String staff = TestTokens.bearer(UUID.randomUUID(), "customer", role);

            assertThat(get("/api/payments/" + first.id(), staff).getStatusCode())
                    .isEqualTo(HttpStatus.OK);
            assertThat(items("/api/payments?userId=" + owner, staff)).hasSize(2);
        }
    }

    @Test
    void listsTheNewestFirstPageByPageAndByOrder() {
        String caller = TestTokens.bearer(owner, "customer");
        Map<String, Object> page = get("/api/payments?limit=1", caller).getBody();

        assertThat(ids(page)).containsExactly(second.id().toString());
        Map<String, Object> next = get("/api/payments?limit=1&cursor=" + page.get("nextCursor"), caller)
                .getBody();
        assertThat(ids(next)).containsExactly(first.id().toString());
        assertThat(next).containsEntry("nextCursor", null);
        assertThat(items("/api/payments?orderId=" + first.orderId(), caller))
                .singleElement()
                .satisfies(
                        item -> assertThat(item).containsEntry("id", first.id().toString()));
    }

    @Test
    void refusesAnOrderIdThatIsNoneAndALimitOutOfRange() {
        String caller = TestTokens.bearer(owner, "customer");

        for (String query : List.of("orderId=x", "limit=0", "limit=101", "cursor=x")) {
            ResponseEntity<Map<String, Object>> answer = get("/api/payments?" + query, caller);
            assertThat(answer.getStatusCode()).as(query).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(answer.getHeaders().getContentType())
                    .isNotNull()
                    .matches(MediaType.APPLICATION_PROBLEM_JSON::isCompatibleWith);
        }
    }

    private Payment aPayment(Duration age) {
        Payment payment = Payment.ofOrder(
                UUID.randomUUID(),
                UUID.randomUUID(),
                owner,
                new Money(1999, "EUR"),
                "pm_card_visa",
                payments.now().minus(age));
        payments.add(payment);
        return payment;
    }

    private ResponseEntity<Map<String, Object>> get(String path, @Nullable String bearer) {
        return RestClient.create("http://127.0.0.1:" + port)
                .get()
                .uri(path)
                .headers(headers -> {
                    if (bearer != null) {
                        headers.set(HttpHeaders.AUTHORIZATION, bearer);
                    }
                })
                .retrieve()
                .onStatus(status -> true, (request, response) -> {})
                .toEntity(JSON);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> items(String path, String bearer) {
        return (List<Map<String, Object>>) get(path, bearer).getBody().get("items");
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(Map<String, Object> page) {
        return ((List<Map<String, Object>>) page.get("items"))
                .stream().map(item -> String.valueOf(item.get("id"))).toList();
    }
}

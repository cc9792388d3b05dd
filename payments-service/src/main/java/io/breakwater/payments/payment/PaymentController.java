package io.breakwater.payments.payment;

import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.Cursor;
import io.breakwater.platform.web.Cursors;
import io.breakwater.platform.web.Page;
import io.breakwater.platform.web.PageQuery;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/payments")
class PaymentController {

    private final PaymentRepository payments;
    private final Cursors cursors;

    PaymentController(PaymentRepository payments, Cursors cursors) {
        this.payments = payments;
        this.cursors = cursors;
    }

    record PaymentView(
            UUID id,
            @Nullable UUID orderId,
            PaymentStatus status,
            Money amount,
            Money captured,
            Money refunded,
            @Nullable String providerReference,
            @Nullable String declineCode,
            @Nullable String description,
            Instant createdAt,
            Instant updatedAt) {

        static PaymentView of(Payment payment) {
            String currency = payment.amount().currency();
            return new PaymentView(
                    payment.id(),
                    payment.orderId(),
                    payment.status(),
                    payment.amount(),
                    new Money(payment.captured(), currency),
                    new Money(payment.refunded(), currency),
                    payment.providerReference(),
                    // A decline counts when it is recorded, not while its intent has yet to be cancelled.
                    payment.status() == PaymentStatus.DECLINED ? payment.declineCode() : null,
                    payment.description(),
                    payment.createdAt(),
                    payment.updatedAt());
        }
    }

    /** Somebody else's is not there. */
    @GetMapping("/{id}")
    PaymentView get(@PathVariable UUID id, Caller caller) {
        return payments.find(id)
                .filter(payment -> seesAll(caller) || payment.userId().equals(caller.userId()))
                .map(PaymentView::of)
                .orElseThrow(ApiProblem::notFound);
    }

    /** The caller's own; for support and admins everybody's, or one user's. */
    @GetMapping
    Page<PaymentView> list(
            @RequestParam(required = false) @Nullable UUID orderId,
            @RequestParam(required = false) @Nullable UUID userId,
            PageQuery page,
            Caller caller) {
        UUID owner = seesAll(caller) ? userId : caller.userId();
        if (userId != null && !userId.equals(owner)) {
            throw ApiProblem.forbidden();
        }
        return cursors.page(
                        payments.list(owner, orderId, page),
                        page,
                        payment -> new Cursor(payment.createdAt(), payment.id()))
                .map(PaymentView::of);
    }

    private static boolean seesAll(Caller caller) {
        return caller.has("support") || caller.has("admin");
    }
}

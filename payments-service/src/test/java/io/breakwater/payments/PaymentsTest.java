package io.breakwater.payments;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** The whole service against the real simulator, with the pauses of a minute made fractions of a second. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "payments.provider.api-key=sk_test_integration",
            "payments.provider.read-timeout=800ms",
            "payments.provider.open-for=1s",
            "payments.reconcile.first=200ms,300ms,500ms",
            "payments.reconcile.then=500ms",
            "payments.ledger.check-every=1h"
        })
@ContextConfiguration(initializers = Simulator.BaseUrl.class)
public @interface PaymentsTest {}

package io.breakwater.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The whole service on the real servers, once for all tests: each takes products and people of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            // A test of the sweeper shall not take a minute.
            "core.orders.ask-after=2s",
            "core.orders.ask-every=2s",
            // On a slow machine fifty orders of one product need longer than in production.
            "core.stock.lock-wait=3s",
            "spring.jdbc.template.query-timeout=10s",
            "spring.datasource.hikari.connection-timeout=10000",
            // Nobody is sent elsewhere at the end of a test.
            "platform.drain.hold=0s",
        })
@Import(Shop.class)
public @interface CoreTest {}

package io.breakwater.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** One running {@link EdgeApplication} for all tests that have this, with platform.yml's settings of the server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = EdgeApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=edge",
            "spring.config.import=classpath:platform.yml",
            "spring.mvc.async.request-timeout=200ms"
        })
public @interface EdgeTest {}

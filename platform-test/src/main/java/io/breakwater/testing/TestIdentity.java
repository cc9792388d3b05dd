package io.breakwater.testing;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/** Gives an application under test the keys and secrets that files give it elsewhere; what a test sets itself wins. */
final class TestIdentity implements EnvironmentPostProcessor {

    private static final boolean VERIFIES_TOKENS =
            ClassUtils.isPresent("com.nimbusds.jose.jwk.JWKSet", TestIdentity.class.getClassLoader());

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (VERIFIES_TOKENS) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "testIdentity",
                            Map.of(
                                    "platform.identity.jwks-uris",
                                    TestTokens.jwksUri(),
                                    "platform.identity.internal-secrets",
                                    TestTokens.INTERNAL_SECRET,
                                    "platform.web.cursor-key",
                                    "Y3Vyc29yLWtleS1vZi10aGUtdGVzdHMtLTMyLWJ5dGVzLWFuZC1tb3Jl")));
        }
    }
}

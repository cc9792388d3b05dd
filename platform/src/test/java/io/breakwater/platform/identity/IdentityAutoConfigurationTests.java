package io.breakwater.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.testing.TestTokens;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.JwtDecoder;

class IdentityAutoConfigurationTests {

    // Nobody listens on the discard port.
    private static final String AWAY = "http://127.0.0.1:9/jwks.json";

    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(IdentityAutoConfiguration.class));

    @Test
    void defaultsTrustNobody() {
        assertThat(new ApplicationContextRunner()
                        .withConfiguration(AutoConfigurations.of(IdentityAutoConfiguration.class)))
                .satisfies(plain -> plain.run(context -> assertThat(context).doesNotHaveBean(JwtDecoder.class)));
        runner.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("platform.identity.jwks-uris is empty"));
    }

    @Test
    void everyKeyMapsAndAnUnknownOneFailsTheStart() {
        WebApplicationContextRunner configured = runner.withPropertyValues(
                "platform.identity.jwks-uris=http://a/k,http://b/k", "platform.identity.internal-secrets=one, two,");

        configured.run(context -> {
            IdentityProperties properties = context.getBean(IdentityProperties.class);
            assertThat(properties)
                    .isEqualTo(new IdentityProperties(
                            List.of(URI.create("http://a/k"), URI.create("http://b/k")), List.of("one", "two")));
            assertThat(properties.toString()).doesNotContain("one");
        });
        configured
                .withPropertyValues("platform.identity.jwk-uri=x")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void aServiceCanBringItsOwnKeys() {
        JWKSource<SecurityContext> own = new ImmutableJWKSet<>(new JWKSet());

        runner.withBean("ownKeys", JWKSource.class, () -> own)
                .run(context -> assertThat(context).getBean(JWKSource.class).isSameAs(own));
    }

    @Test
    void keysComeFromTheFirstReplicaThatAnswers() throws Exception {
        JWKSource<SecurityContext> keys = IssuerKeys.from(List.of(URI.create(AWAY), URI.create(TestTokens.jwksUri())));

        assertThat(keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null))
                .hasSize(1);
    }

    @Test
    void withoutTheIssuersKeysTheAnswerIsUnavailableNotUnauthenticated() {
        runner.withPropertyValues("platform.identity.jwks-uris=" + AWAY).run(context -> {
            BearerTokens tokens = new BearerTokens(context.getBean(JwtDecoder.class));
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.addHeader("Authorization", TestTokens.bearer(UUID.randomUUID(), "customer"));

            assertThatExceptionOfType(ApiProblem.class)
                    .isThrownBy(() -> tokens.caller(request))
                    .satisfies(problem -> {
                        assertThat(problem.slug()).isEqualTo("unavailable");
                        assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("2");
                    });
        });
    }
}

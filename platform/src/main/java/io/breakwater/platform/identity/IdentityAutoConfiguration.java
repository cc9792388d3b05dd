package io.breakwater.platform.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.ProblemWriter;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A stateless resource server. Spring Security gives the JWT decoder and the firewall; of its filters none is needed:
 * there are no sessions, no forms, no cookies here, and {@link AccessInterceptor} closes the routes.
 */
@AutoConfiguration(
        before = {
            ServletWebSecurityAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({WebMvcConfigurer.class, SecurityFilterChain.class, JwtDecoder.class})
@EnableConfigurationProperties(IdentityProperties.class)
public final class IdentityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> issuerKeys(IdentityProperties properties) {
        if (properties.jwksUris().isEmpty()) {
            throw new IllegalStateException(
                    "platform.identity.jwks-uris is empty: say where auth-service publishes its keys");
        }
        return IssuerKeys.from(properties.jwksUris());
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder internalTokenDecoder(JWKSource<SecurityContext> keys) {
        return InternalToken.decoder(keys);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain securityFilterChain() {
        return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE);
    }

    @Bean
    @ConditionalOnMissingBean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        // MVC answers an unknown method with a 405 that names the known ones.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        // Tomcat refuses what would split headers; which other characters a header may have, its reader says.
        firewall.setAllowedHeaderValues(value -> true);
        // Postgres can't hold it, so no parameter needs it.
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        return firewall;
    }

    @Bean
    @ConditionalOnMissingBean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, rejected) -> ProblemWriter.write(
                request, response, ApiProblem.malformed("The request's URI or headers are not normalised."));
    }

    @Bean
    WebMvcConfigurer access(JwtDecoder decoder, IdentityProperties properties) {
        BearerTokens tokens = new BearerTokens(decoder);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AccessInterceptor(tokens, properties.internalSecrets()));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(tokens));
            }
        };
    }
}

package io.breakwater.auth.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /** For its own routes this service needs no HTTP to know the keys. */
    @Bean
    JWKSource<SecurityContext> ownKeys(SigningKeys keys) {
        return (selector, context) ->
                selector.select(keys.find().map(SigningKeys.View::published).orElseGet(JWKSet::new));
    }
}

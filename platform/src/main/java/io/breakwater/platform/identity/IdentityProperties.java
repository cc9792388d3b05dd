package io.breakwater.platform.identity;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom this service believes.
 *
 * @param jwksUris where the issuer's public keys are, tried in order; more than one only where no load balancer stands
 *     before its replicas
 * @param internalSecrets the secrets that open {@code /internal}: two during a rotation; none closes it
 */
@ConfigurationProperties(value = "platform.identity", ignoreUnknownFields = false)
public record IdentityProperties(
        @DefaultValue List<URI> jwksUris, @DefaultValue List<String> internalSecrets) {

    public IdentityProperties {
        jwksUris = List.copyOf(jwksUris);
        internalSecrets = internalSecrets.stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return "IdentityProperties[jwksUris=" + jwksUris + ", internalSecrets=" + internalSecrets.size() + "]";
    }
}

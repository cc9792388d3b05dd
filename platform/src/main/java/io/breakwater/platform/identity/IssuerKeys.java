package io.breakwater.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

/** Reads the issuer's public keys from the first of its replicas that answers. */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    // Within the cluster a connection is made in a millisecond, or its host is away and the next one is asked.
    private static final int CONNECT_MILLIS = 250;
    // One row of the issuer's; a caller's request may be waiting for it.
    private static final int READ_MILLIS = 1_000;
    // A key has some 250 bytes, and there are two or three.
    private static final int MAX_BYTES = 50_000;

    // The issuer publishes a key an hour before it signs: everybody has read it by then.
    private static final Duration FRESH = Duration.ofMinutes(5);
    // Others wait so long for the thread that reads, then give up with a 503.
    private static final Duration REFRESH = Duration.ofSeconds(3);
    // So long before the keys get old they are read again, in the background.
    private static final Duration AHEAD = Duration.ofMinutes(1);
    // An unknown key id, of a forged token perhaps, asks the issuer at most so often.
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    // The issuer may be away for hours: tokens end by themselves after 60 s, so old keys open nothing.
    private static final Duration OUTAGE = Duration.ofHours(12);

    private final List<URI> uris;
    private final DefaultResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES);

    private IssuerKeys(List<URI> uris) {
        this.uris = uris;
    }

    static JWKSource<SecurityContext> from(List<URI> uris) {
        return JWKSourceBuilder.create(new IssuerKeys(uris))
                .cache(FRESH.toMillis(), REFRESH.toMillis())
                .refreshAheadCache(AHEAD.toMillis(), false)
                .rateLimited(MIN_INTERVAL.toMillis())
                .retrying(true)
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
            throws KeySourceException {
        KeySourceException unavailable = new JWKSetUnavailableException("No replica of the issuer gave its keys");
        for (URI uri : uris) {
            try {
                return JWKSet.parse(http.retrieveResource(uri.toURL()).getContent());
            } catch (IOException | ParseException e) {
                unavailable.addSuppressed(e);
            }
        }
        throw unavailable;
    }

    @Override
    public void close() {
        // Each reading has its own connection.
    }
}

package io.breakwater.platform.drain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * Has Tomcat itself say {@code Connection: close} from the drain on: on both ports, and on answers that no filter sees,
 * because Tomcat refuses the request before. What came in earlier is the filter's, {@link CloseConnectionFilter}.
 */
final class TomcatAnnouncement implements ApplicationListener<ApplicationEvent> {

    // Of a connection that serves one more request, Tomcat says that it closes.
    private static final int ONE_MORE = 1;

    private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        switch (event) {
            case WebServerInitializedEvent started -> remember(started);
            case AvailabilityChangeEvent<?> change
            when change.getState() == ReadinessState.REFUSING_TRAFFIC ->
                protocols.forEach(protocol -> protocol.setMaxKeepAliveRequests(ONE_MORE));
            default -> {
                // Of no interest.
            }
        }
    }

    private void remember(WebServerInitializedEvent started) {
        if (started.getWebServer() instanceof TomcatWebServer server
                && server.getTomcat().getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            protocols.add(http);
        }
    }
}

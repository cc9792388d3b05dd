package io.breakwater.platform.drain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.Filter;
import java.time.Duration;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.server.WebFilter;
import reactor.netty.http.server.HttpServer;

/** The drain and its announcement on both kinds of server. */
@AutoConfiguration
@EnableConfigurationProperties(DrainProperties.class)
public final class DrainAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Drain drain(DrainProperties properties, ApplicationContext context) {
        return new Drain(properties, context);
    }

    @Bean
    ExitAfterDrain exitAfterDrain(Drain drain, DrainProperties properties) {
        return new ExitAfterDrain(drain, properties.budget());
    }

    @Bean
    RequestsInFlight requestsInFlight(ObjectProvider<Drain> drain) {
        // Not the bean itself: whatever depends on it Spring would stop before it, whatever the phases say.
        return new RequestsInFlight(what -> drain.getObject().overran(what));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(Filter.class)
    static class ServletConfiguration {

        @Bean
        FilterRegistrationBean<CloseConnectionFilter> closeConnectionFilter(Drain drain, RequestsInFlight requests) {
            var registration = new FilterRegistrationBean<>(new CloseConnectionFilter(drain, requests));
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(WebFilter.class)
    static class ReactiveConfiguration {

        @Bean
        CloseConnectionWebFilter closeConnectionWebFilter(Drain drain, RequestsInFlight requests) {
            return new CloseConnectionWebFilter(drain, requests);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass({NettyServerCustomizer.class, HttpServer.class})
    static class NettyConfiguration {

        @Bean
        NettyDoor nettyDoor(
                RequestsInFlight requests, @Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration patience) {
            return new NettyDoor(requests, patience);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class MetricsConfiguration {

        /** What replicas are scaled by. */
        @Bean
        MeterBinder requestsInFlightMetrics(RequestsInFlight requests) {
            return meters -> Gauge.builder("breakwater.requests.in.flight", requests, RequestsInFlight::count)
                    .description("Requests at work, open streams among them")
                    .register(meters);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({TomcatWebServer.class, AbstractHttp11Protocol.class})
    static class TomcatConfiguration {

        @Bean
        TomcatAnnouncement tomcatAnnouncement() {
            return new TomcatAnnouncement();
        }
    }
}

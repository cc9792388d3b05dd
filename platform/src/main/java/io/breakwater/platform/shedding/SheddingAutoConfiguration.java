package io.breakwater.platform.shedding;

import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The bound of requests at work in a servlet service. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Filter.class)
@EnableConfigurationProperties(SheddingProperties.class)
public final class SheddingAutoConfiguration {

    // Behind the filters that give answers their id and refuse bodies over the limit, before security.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    @Bean
    FilterRegistrationBean<RequestHeapFilter> requestHeapFilter(SheddingProperties properties) {
        RequestHeap heap = new RequestHeap(properties.requestHeap().toBytes());
        var registration = new FilterRegistrationBean<>(new RequestHeapFilter(heap));
        registration.setOrder(ORDER);
        return registration;
    }
}

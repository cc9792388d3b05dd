package io.breakwater.platform.web;

import io.breakwater.platform.ids.IdsAutoConfiguration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The HTTP edge of a servlet service. */
@AutoConfiguration(after = IdsAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@EnableConfigurationProperties(WebProperties.class)
public final class WebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ApiJson apiJson() {
        return new ApiJson();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("platform.web.cursor-key")
    Cursors cursors(WebProperties properties) {
        return new Cursors(Base64.getUrlDecoder()
                .decode(Objects.requireNonNull(properties.cursorKey()).strip()));
    }

    @Bean
    WebMvcConfigurer pages(ObjectProvider<Cursors> cursors) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                cursors.ifAvailable(available -> resolvers.add(new PageQueryResolver(available)));
            }
        };
    }
}

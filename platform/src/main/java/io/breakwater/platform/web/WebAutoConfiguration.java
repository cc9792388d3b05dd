package io.breakwater.platform.web;

import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.ids.IdsAutoConfiguration;
import jakarta.servlet.Filter;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.validation.Validator;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP edge of a servlet service. */
@AutoConfiguration(
        after = IdsAutoConfiguration.class,
        before = {WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@EnableConfigurationProperties(WebProperties.class)
public final class WebAutoConfiguration {

    // Behind the announcement of the drain, before everything else, security included: each answer has an id.
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    @ConditionalOnMissingBean
    ApiJson apiJson() {
        return new ApiJson();
    }

    @Bean
    @ConditionalOnMissingBean
    ProblemMapping problemMapping() {
        return new ProblemMapping();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("platform.web.cursor-key")
    Cursors cursors(WebProperties properties) {
        return new Cursors(Base64.getUrlDecoder()
                .decode(Objects.requireNonNull(properties.cursorKey()).strip()));
    }

    @Bean
    WebMvcConfigurer apiMvc(
            ApiJson json,
            JsonMapper lenient,
            ObjectProvider<Validator> validator,
            ProblemMapping problems,
            ObjectProvider<Cursors> cursors,
            ObjectProvider<ParameterFaults> parameterFaults) {
        return new ApiMvcConfiguration(
                new ApiJsonConverter(json, lenient, validator::getIfAvailable), problems, cursors, parameterFaults);
    }

    /** Messages of errors are part of the contract, and in English, whatever the client's Accept-Language says. */
    @Bean
    @ConditionalOnMissingBean
    LocaleResolver localeResolver() {
        return new FixedLocaleResolver(Locale.ENGLISH);
    }

    @Bean
    @ConditionalOnMissingBean(ErrorController.class)
    ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }

    @Bean
    StrictUuidAdvice strictUuidAdvice() {
        return new StrictUuidAdvice();
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(IdGenerator ids, ProblemMapping problems) {
        return registration(new RequestIdFilter(ids, problems), FIRST);
    }

    @Bean
    FilterRegistrationBean<RequestLimitFilter> requestLimitFilter() {
        return registration(new RequestLimitFilter(), FIRST + 1);
    }

    private static <F extends Filter> FilterRegistrationBean<F> registration(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(jakarta.validation.Validator.class)
    static class ValidationConfiguration {

        @Bean
        @Lazy
        ParameterFaults parameterFaults(jakarta.validation.Validator validator) {
            return new ParameterFaults(validator);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Tomcat.class, TomcatServletWebServerFactory.class})
    static class TomcatConfiguration {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat(IdGenerator ids) {
            return factory -> factory.addContextCustomizers(context -> {
                StandardHost host = (StandardHost) context.getParent();
                // By its name the host sees that it needs no page of its own.
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
                host.getPipeline().addValve(new ProblemReportValve(ids));
            });
        }
    }
}

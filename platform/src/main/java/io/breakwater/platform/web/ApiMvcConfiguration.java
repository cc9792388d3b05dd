package io.breakwater.platform.web;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/** Hands our parts to Spring MVC. */
final class ApiMvcConfiguration implements WebMvcConfigurer {

    private final ApiJsonConverter json;
    private final ProblemMapping problems;
    private final ObjectProvider<Cursors> cursors;
    private final ObjectProvider<ParameterFaults> parameterFaults;

    ApiMvcConfiguration(
            ApiJsonConverter json,
            ProblemMapping problems,
            ObjectProvider<Cursors> cursors,
            ObjectProvider<ParameterFaults> parameterFaults) {
        this.json = json;
        this.problems = problems;
        this.cursors = cursors;
        this.parameterFaults = parameterFaults;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(json);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        cursors.ifAvailable(available -> resolvers.add(new PageQueryResolver(available)));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AcceptInterceptor()).addPathPatterns("/api/**");
    }

    /** A controller's own handlers come first; Spring's defaults, which send errors without a body, never. */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        boolean ownFirst = !resolvers.isEmpty() && resolvers.getFirst() instanceof ExceptionHandlerExceptionResolver;
        resolvers.add(ownFirst ? 1 : 0, new ProblemResolver(problems, parameterFaults::getIfAvailable));
    }
}

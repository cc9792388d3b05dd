package io.breakwater.platform.idempotency;

import io.breakwater.platform.ids.IdsAutoConfiguration;
import io.breakwater.platform.web.ApiJson;
import io.breakwater.platform.web.WebAutoConfiguration;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Idempotency keys where there is a database and MVC. */
@AutoConfiguration(
        after = {
            IdsAutoConfiguration.class,
            WebAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({JdbcClient.class, WebMvcConfigurer.class})
@ConditionalOnBean({JdbcClient.class, PlatformTransactionManager.class, ApiJson.class})
@EnableScheduling
public final class IdempotencyAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    StoredAnswerRepository storedAnswerRepository(JdbcClient jdbc, Clock clock) {
        return new StoredAnswerRepository(jdbc, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    Idempotency idempotency(StoredAnswerRepository answers, PlatformTransactionManager transactions, ApiJson json) {
        return new Idempotency(answers, transactions, json);
    }

    @Bean
    ExpiredAnswers expiredAnswers(StoredAnswerRepository answers) {
        return new ExpiredAnswers(answers);
    }

    @Bean
    WebMvcConfigurer idempotentCalls() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IdempotentCallResolver());
            }
        };
    }
}

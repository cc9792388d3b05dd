package io.breakwater.platform.ids;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Clock, ids and tokens. */
@AutoConfiguration
public final class IdsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    IdGenerator idGenerator(Clock clock) {
        return new IdGenerator(clock, new SecureRandom());
    }

    @Bean
    @ConditionalOnMissingBean
    Tokens tokens() {
        return new Tokens(new SecureRandom());
    }
}

package io.breakwater.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.idempotency.Idempotency;
import io.breakwater.platform.idempotency.IdempotencyAutoConfiguration;
import io.breakwater.platform.ids.IdsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

class WebAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(
            IdsAutoConfiguration.class,
            WebAutoConfiguration.class,
            IdempotencyAutoConfiguration.class,
            JacksonAutoConfiguration.class);
    private static final String KEY = "Y3Vyc29yLWtleS1vZi10aGUtdGVzdHMtLTMyLWJ5dGVzLWFuZC1tb3Jl";

    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS);

    @Test
    void defaultsHaveNoListsAndNoIdempotencyWithoutADatabase() {
        runner.run(context -> {
            assertThat(context.getBean(WebProperties.class).cursorKey()).isNull();
            assertThat(context).doesNotHaveBean(Cursors.class).doesNotHaveBean(Idempotency.class);
        });
    }

    @Test
    void everyKeyMapsAndAnUnknownOneFailsTheStart() {
        runner.withPropertyValues("platform.web.cursor-key=" + KEY).run(context -> {
            assertThat(context).hasSingleBean(Cursors.class);
            assertThat(context.getBean(WebProperties.class)).isEqualTo(new WebProperties(KEY));
            assertThat(context.getBean(WebProperties.class).toString()).doesNotContain(KEY);
        });
        runner.withPropertyValues("platform.web.cursorkey2=x")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("platform.web.cursor-key=c2hvcnQ")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void theSharedMapperStaysLenient() {
        record Known(int known) {}

        runner.run(context -> assertThat(
                        context.getBean(JsonMapper.class).readValue("{\"known\": 1, \"unknown\": 2}", Known.class))
                .isEqualTo(new Known(1)));
    }

    @Test
    void withoutServletsThereIsNothing() {
        new ApplicationContextRunner()
                .withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).doesNotHaveBean(ApiJson.class));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).doesNotHaveBean(ApiJson.class));
    }
}

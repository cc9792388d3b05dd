package io.breakwater.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.auth.account.SeedSettings.SeedAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SeedSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(SeedSettings.class)).isEqualTo(new SeedSettings(Map.of())));
    }

    @Test
    void mapsEveryKey() {
        runner.withPropertyValues(
                        "auth.seed.accounts[0].email=demo@breakwater.local",
                        "auth.seed.accounts[0].name=Demo",
                        "auth.seed.accounts[0].password=p",
                        "auth.seed.accounts[1].email=admin@breakwater.local",
                        "auth.seed.accounts[1].name=Admin",
                        "auth.seed.accounts[1].password=q",
                        "auth.seed.accounts[1].roles=customer,admin")
                .run(context -> assertThat(
                                context.getBean(SeedSettings.class).accounts().values())
                        .containsExactly(
                                new SeedAccount("demo@breakwater.local", "Demo", "p", List.of("customer")),
                                new SeedAccount("admin@breakwater.local", "Admin", "q", List.of("customer", "admin"))));
    }

    @Test
    void takesAnAccountTogetherFromTheEnvironmentAndFromFiles() {
        runner.withInitializer(context -> addSources(context.getEnvironment()))
                .run(context -> assertThat(
                                context.getBean(SeedSettings.class).accounts().values())
                        .containsExactly(new SeedAccount("a@example.org", "A", "p", List.of("customer", "admin"))));
    }

    private static void addSources(ConfigurableEnvironment environment) {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of(
                                "AUTH_SEED_ACCOUNTS_0_EMAIL", "a@example.org",
                                "AUTH_SEED_ACCOUNTS_0_NAME", "A",
                                "AUTH_SEED_ACCOUNTS_0_ROLES", "customer,admin")));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("files", Map.of("auth.seed.accounts[0].password", "p")));
    }

    @Test
    void refusesAMistypedKey() {
        runner.withPropertyValues("auth.seed.mistyped=1")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues(
                        "auth.seed.accounts[0].email=a@example.org",
                        "auth.seed.accounts[0].name=A",
                        "auth.seed.accounts[0].password=p",
                        "auth.seed.accounts[0].mistyped=1")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refusesAnUnknownRole() {
        runner.withPropertyValues(
                        "auth.seed.accounts[0].email=a@example.org",
                        "auth.seed.accounts[0].name=A",
                        "auth.seed.accounts[0].password=p",
                        "auth.seed.accounts[0].roles=root")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(SeedSettings.class)
    static class Binding {}
}

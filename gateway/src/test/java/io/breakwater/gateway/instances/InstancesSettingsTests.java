package io.breakwater.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.instances.InstancesSettings.DnsName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class InstancesSettingsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void settingsHaveDefaults() {
        runner.withPropertyValues("gateway.instances.file=i.json")
                .run(context -> assertThat(context.getBean(InstancesSettings.class))
                        .isEqualTo(new InstancesSettings(
                                Path.of("i.json"),
                                Duration.ofMillis(200),
                                Map.of(),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(6))));
    }

    @Test
    void everyKeyMaps() {
        runner.withPropertyValues("gateway.instances.file=/tmp/i.json", "gateway.instances.poll-interval=2s")
                .run(context -> {
                    InstancesSettings settings = context.getBean(InstancesSettings.class);
                    assertThat(settings.file()).isEqualTo(Path.of("/tmp/i.json"));
                    assertThat(settings.pollInterval()).isEqualTo(Duration.ofSeconds(2));
                });
        runner.withPropertyValues(
                        "gateway.instances.dns.core-api=core:8082",
                        "gateway.instances.dns.auth-service=auth.breakwater.svc:8081",
                        "gateway.instances.dns-interval=3s",
                        "gateway.instances.dns-timeout=4s",
                        "gateway.instances.dns-keep=5s",
                        "gateway.instances.avoid-for=6s",
                        "gateway.instances.leave-for=7s")
                .run(context -> assertThat(context.getBean(InstancesSettings.class))
                        .isEqualTo(new InstancesSettings(
                                null,
                                Duration.ofMillis(200),
                                Map.of(
                                        "core-api",
                                        new DnsName("core", 8082),
                                        "auth-service",
                                        new DnsName("auth.breakwater.svc", 8081)),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7))));
    }

    @Test
    void aServicesNameKeepsItsDashInTheEnvironmentToo() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("gateway.instances.dns.core-api", "core-api:8082"))))
                .run(context -> assertThat(
                                context.getBean(InstancesSettings.class).dns())
                        .containsExactly(Map.entry("core-api", new DnsName("core-api", 8082))));
    }

    @Test
    void whatCannotWorkFailsTheStartInOneSentence() {
        refused("Set exactly one of gateway.instances.file and");
        refused(
                "Set exactly one of gateway.instances.file and",
                "gateway.instances.file=i.json",
                "gateway.instances.dns.core-api=core:8082");
        refused("\"core\" isn't host:port", "gateway.instances.dns.core-api=core");
        refused("\":8082\" isn't host:port", "gateway.instances.dns.core-api=:8082");
        refused("\"core:0\" isn't host:port", "gateway.instances.dns.core-api=core:0");
        refused("\"core:65536\" isn't host:port", "gateway.instances.dns.core-api=core:65536");
        refused("gateway.instances.fiel", "gateway.instances.fiel=i.json", "gateway.instances.file=i.json");
    }

    private void refused(String reason, String... properties) {
        runner.withPropertyValues(properties)
                .run(context -> assertThat(context.getStartupFailure())
                        .isNotNull()
                        .satisfies(failure -> assertThat(causes(failure)).contains(reason)));
    }

    private static String causes(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            all.append(each).append('\n');
        }
        return all.toString();
    }

    @EnableConfigurationProperties(InstancesSettings.class)
    static class Bound {}
}

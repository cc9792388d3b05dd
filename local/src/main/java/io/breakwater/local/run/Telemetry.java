package io.breakwater.local.run;

import io.breakwater.backing.Binaries;
import io.breakwater.local.outcome.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Traces of all that our programs do, by the OpenTelemetry agent, sent to somebody's collector.
 *
 * @param agent the agent's jar
 * @param collector where OTLP is spoken over HTTP, e.g. {@code http://127.0.0.1:4318}
 */
public record Telemetry(Path agent, URI collector) {

    // The agent keeps 20 MB alive (notifications-service, after an order), and twice that is what each heap gets here.
    static final int HEAP_MEGABYTES = 40;

    /**
     * Unpacks the agent where that isn't done yet.
     *
     * @param repository where the build has put the agent
     * @throws Refusal where that is no address of a collector
     */
    public static Telemetry to(URI collector, Path repository, Consumer<String> progress) {
        if (collector.getHost() == null || !List.of("http", "https").contains(collector.getScheme())) {
            throw Refusal.usage("--otlp takes a URL such as http://127.0.0.1:4318, not \"%s\".", collector);
        }
        Binaries binaries = Binaries.of(repository.resolve("platform-test/target/backing"), progress);
        return new Telemetry(binaries.agent(), collector);
    }

    List<String> options() {
        return List.of("-javaagent:" + agent);
    }

    /**
     * @param instance as people know it: {@code core-api/2}
     * @param door whether traces begin here; elsewhere only those go on that have begun at the door, or each look into a
     *     table that is polled would be a trace
     */
    Map<String, String> environment(String service, String instance, boolean door) {
        return Map.of(
                "OTEL_SERVICE_NAME",
                service,
                "OTEL_RESOURCE_ATTRIBUTES",
                "service.namespace=breakwater,service.instance.id=" + instance,
                // Else it makes up an instance's id, and complains about ours.
                "OTEL_JAVA_DISABLED_RESOURCE_PROVIDERS",
                "io.opentelemetry.sdk.autoconfigure.ServiceInstanceIdResourceProvider",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.toString(),
                "OTEL_TRACES_SAMPLER",
                door ? "parentbased_always_on" : "parentbased_always_off",
                // Soon, for whoever sits before a screen; a server's 5 s make larger batches.
                "OTEL_BSP_SCHEDULE_DELAY",
                "1000",
                // Metrics are scraped from the management port, logs are lines.
                "OTEL_METRICS_EXPORTER",
                "none",
                "OTEL_LOGS_EXPORTER",
                "none",
                // Lines are for people here: the trace that one belongs to stands before its text.
                "LOGGING_PATTERN_CORRELATION",
                "[%X{trace_id:-}] ");
    }
}

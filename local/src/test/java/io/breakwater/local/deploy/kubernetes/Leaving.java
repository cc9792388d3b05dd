package io.breakwater.local.deploy.kubernetes;

import io.breakwater.platform.drain.DrainProperties;
import io.breakwater.platform.drain.DrainTimes;
import io.fabric8.kubernetes.api.model.Lifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;

/** A replica has time for its whole drain before it is killed, by the program's own constants. */
final class Leaving {

    private Leaving() {}

    static List<String> findings(Rendered rendered) {
        return findings(rendered, budget());
    }

    static List<String> findings(Rendered rendered, Duration drain) {
        List<String> findings = new ArrayList<>();
        for (Workload service : rendered.services()) {
            Lifecycle lifecycle = service.app().getLifecycle();
            if (lifecycle == null
                    || lifecycle.getPreStop() == null
                    || lifecycle.getPreStop().getSleep() == null) {
                findings.add(service.name() + " has no preStop sleep");
                continue;
            }
            Duration sleep =
                    Duration.ofSeconds(lifecycle.getPreStop().getSleep().getSeconds());
            Duration grace = Duration.ofSeconds(
                    Objects.requireNonNullElse(service.pod().getTerminationGracePeriodSeconds(), 30L));
            if (sleep.plus(drain).compareTo(grace) >= 0) {
                findings.add("%s has %s to leave and needs %s + %s".formatted(service.name(), grace, sleep, drain));
            }
        }
        return findings;
    }

    /** What the program gives itself at the most. */
    static Duration budget() {
        return properties().budget();
    }

    /** What the steps take at the most, one after the other. */
    static Duration steps() {
        String requests = YamlFile.document(Path.of("../platform/src/main/resources/platform.yml"))
                .at("/spring/lifecycle/timeout-per-shutdown-phase")
                .asString();
        return properties()
                .hold()
                .plus(DrainTimes.CONSUMERS)
                .plus(DurationStyle.detectAndParse(requests))
                .plus(DrainTimes.WORKERS)
                .plus(DrainTimes.RELAY_STEP.multipliedBy(3))
                .plus(DrainTimes.PRODUCER);
    }

    /** With its defaults: no manifest sets any of them. */
    private static DrainProperties properties() {
        return new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("platform.drain", DrainProperties.class);
    }
}

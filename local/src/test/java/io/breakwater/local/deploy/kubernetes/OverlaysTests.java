package io.breakwater.local.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.deploy.PropertyNames;
import io.breakwater.local.run.Given;
import io.breakwater.local.topology.Topology;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the overlays render to, held against the programs. */
class OverlaysTests {

    static final List<String> OVERLAYS = Rendered.OVERLAYS;

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everythingThatIsNamedIsThere(String overlay) {
        Rendered rendered = Rendered.overlay(overlay);

        assertThat(References.findings(rendered, SecretsScript.keys())).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void portsAndProbesAreThePrograms(String overlay) {
        assertThat(Doors.findings(Rendered.overlay(overlay))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void podsAreRestricted(String overlay) {
        assertThat(PodSecurity.findings(Rendered.overlay(overlay))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void aReplicaHasTimeToLeave(String overlay) {
        assertThat(Leaving.findings(Rendered.overlay(overlay))).isEmpty();
        assertThat(Leaving.steps()).isLessThanOrEqualTo(Leaving.budget());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void connectionsFitAtTheAutoscalersMaximum(String overlay) {
        assertThat(Connections.findings(Rendered.overlay(overlay))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void autoscalersCanDoWhatTheySay(String overlay) {
        assertThat(Scaling.findings(Rendered.overlay(overlay))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void aPodIsToldWhatTheLauncherTellsAProcess(String overlay) {
        assertThat(Settings.findings(Rendered.overlay(overlay), new Given(scratch), overlay.equals("local")))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyVariableIsAPropertyOfSomeProgram(String overlay) {
        Rendered rendered = Rendered.overlay(overlay);
        PropertyNames known = PropertyNames.read();
        // The agent's, a library's own, and what only other variables are made of.
        Pattern others = Pattern.compile("OTEL_.*|BREAKWATER_POD|SPRING_DATASOURCE_HIKARI_.*|POSTGRES_(DIRECT|POOLED)");

        Set<String> names = new TreeSet<>(rendered.settings("places").keySet());
        rendered.services()
                .forEach(service -> service.app().getEnv().forEach(variable -> names.add(variable.getName())));

        assertThat(names).filteredOn(name -> !others.matcher(name).matches()).allMatch(known::knows);
    }

    @Test
    void productionReachesAsFarAsItIsMeantTo() {
        Map<String, Integer> most = new TreeMap<>();
        Map<String, Integer> least = new TreeMap<>();
        Rendered.overlay("production").all(HorizontalPodAutoscaler.class).forEach(scaler -> {
            most.put(scaler.getMetadata().getName(), scaler.getSpec().getMaxReplicas());
            least.put(scaler.getMetadata().getName(), scaler.getSpec().getMinReplicas());
        });

        assertThat(most)
                .containsEntry("auth-service", 10)
                .containsEntry("payments-service", 3)
                .containsEntry("notifications-service", 8)
                .containsEntry("core-api", 15)
                .containsKey("gateway");
        // One of two may always go: a node's drain never stops.
        assertThat(least.values()).allMatch(replicas -> replicas >= 2);
        assertThat(Rendered.overlay("production").all(PodDisruptionBudget.class))
                .extracting(budget -> budget.getMetadata().getName())
                .containsAll(most.keySet());
    }

    @Test
    void everyProgramIsDeployed() {
        assertThat(Rendered.overlay("local").workloads())
                .extracting(Workload::name)
                .containsAll(Topology.PROGRAMS.stream()
                        .map(program -> program.name())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deployment core-api /spec/template/spec/serviceAccountName nobody",
                "Deployment core-api /spec/template/spec/volumes/0/projected/sources/0/secret/name nobody",
                "Deployment core-api /spec/template/spec/containers/0/envFrom/0/configMapRef/name nobody",
                "Deployment core-api /spec/template/spec/containers/0/volumeMounts/0/name nobody",
                "Deployment core-api /spec/template/spec/containers/0/env/0/value $(NOBODY)",
                "Deployment core-api /spec/selector/matchLabels {app.kubernetes.io/name: nobody}",
                "Service core-api /spec/selector {app.kubernetes.io/part-of: breakwater}",
                "PodDisruptionBudget core-api /spec/selector/matchLabels {app.kubernetes.io/name: nobody}",
                "NetworkPolicy core-api /spec/podSelector/matchLabels {app.kubernetes.io/name: nobody}",
                "HorizontalPodAutoscaler core-api /spec/scaleTargetRef/name nobody",
                "HTTPRoute door /spec/rules/0/backendRefs/0/port 1",
                "HTTPRoute door /spec/parentRefs/0/name nobody",
                "ServiceMonitor breakwater /spec/selector/matchLabels {app.kubernetes.io/name: nobody}",
            })
    void aNameThatNobodyHasIsFound(String mistake) {
        assertThat(References.findings(broken(mistake), SecretsScript.keys())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deployment core-api /spec/template/spec/containers/0/ports/0/containerPort 8081",
                "Deployment core-api /spec/template/spec/containers/0/livenessProbe/httpGet/path /healthz",
                "Deployment core-api /spec/template/spec/containers/0/readinessProbe/httpGet/port http",
                "Deployment core-api /spec/template/spec/containers/0/startupProbe/httpGet/port admin",
                "Service core-api /spec/ports/0/port 80",
                "Service core-api /spec/ports/0/targetPort admin",
                "NetworkPolicy core-api /spec/ingress/0/ports/0/port admin",
                "ServiceMonitor breakwater /spec/endpoints/0/path /prometheus",
                "ServiceMonitor breakwater /spec/endpoints/0/port admin",
            })
    void aDoorThatIsNotThereIsFound(String mistake) {
        assertThat(Doors.findings(broken(mistake))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/spec/template/spec/securityContext/runAsNonRoot false",
                "/spec/template/spec/securityContext/runAsUser 1000",
                "/spec/template/spec/automountServiceAccountToken true",
                "/spec/template/spec/enableServiceLinks true",
                "/spec/template/spec/hostNetwork true",
                "/spec/template/spec/containers/0/name main",
                "/spec/template/spec/containers/0/image breakwater/core-api:latest",
                "/spec/template/spec/containers/0/image breakwater/core-api",
                "/spec/template/spec/containers/0/resources/limits/memory 1Gi",
                "/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem false",
                "/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation true",
                "/spec/template/spec/containers/0/securityContext/capabilities/drop [NET_RAW]",
                "/spec/template/spec/volumes/1 {name: tmp, hostPath: {path: /tmp}}",
            })
    void aPodThatMayMoreIsFound(String mistake) {
        assertThat(PodSecurity.findings(broken("Deployment core-api " + mistake)))
                .isNotEmpty();
    }

    @Test
    void aDrainThatIsLongerThanItsTimeIsFound() {
        Rendered rendered = Rendered.overlay("production");

        assertThat(Leaving.findings(rendered, Duration.ofSeconds(50))).hasSize(5);
        assertThat(Leaving.findings(broken("Deployment core-api /spec/template/spec/terminationGracePeriodSeconds 50")))
                .containsExactly("core-api has PT50S to leave and needs PT10S + PT40S");
    }

    @Test
    void tooManyConnectionsAreFound() {
        assertThat(Connections.findings(broken("HorizontalPodAutoscaler core-api /spec/maxReplicas 60")))
                .singleElement()
                .asString()
                .contains("PgBouncer takes");
        assertThat(Connections.findings(broken("Deployment pgbouncer /spec/replicas 4")))
                .singleElement()
                .asString()
                .contains("Postgres may get");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deployment core-api /spec/replicas 3",
                "HorizontalPodAutoscaler core-api /spec/maxReplicas 2",
                "HorizontalPodAutoscaler core-api /spec/metrics/1/pods/metric/name made_up",
                "HorizontalPodAutoscaler core-api /spec/behavior/scaleDown/stabilizationWindowSeconds 0",
            })
    void anAutoscalerThatCannotWorkIsFound(String mistake) {
        assertThat(Scaling.findings(broken(mistake))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deployment core-api /spec/template/spec/volumes/0/projected/sources/0/secret/items/0/path other",
                "Deployment core-api /spec/template/spec/containers/0/volumeMounts/0/mountPath /elsewhere",
                "Deployment core-api /spec/template/spec/containers/0/env/0/name OTHER",
                "Deployment gateway /spec/template/spec/containers/0/env/0/value nobody:1",
            })
    void aSettingThatIsMissingIsFound(String mistake) {
        Rendered local = broken("local", mistake);

        assertThat(Settings.findings(local, new Given(scratch), true)).isNotEmpty();
    }

    private static Rendered broken(String mistake) {
        return broken("production", mistake);
    }

    /** Kind, name, place and value. */
    private static Rendered broken(String overlay, String mistake) {
        String[] words = mistake.split(" ", 4);
        return Rendered.overlay(overlay)
                .broken(words[0], words[1], "[{op: add, path: %s, value: %s}]".formatted(words[2], words[3]));
    }
}

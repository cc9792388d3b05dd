package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.run.RunFile.InstanceView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica leaves and comes back under traffic. */
@ExtendWith(RunningBreakwater.class)
class ScaleIT {

    @ParameterizedTest
    @ValueSource(strings = {"core-api", "auth-service", "payments-service", "notifications-service"})
    void noRequestFailsWhenAReplicaIsScaledAwayAndBack(String service, Breakwater system, Shop shop) throws Exception {
        Traffic traffic = new Traffic(shop, shop.products(), 4);

        Map<Integer, Integer> statuses = traffic.during(() -> {
            system.run("scale", service + "=1");
            assertThat(instances(system, service)).hasSize(1);
            system.run("scale", service + "=2");
            assertThat(instances(system, service))
                    .hasSize(2)
                    .allMatch(instance -> instance.state().equals("ready"));
        });

        assertThat(statuses).containsOnlyKeys(200, 201);
    }

    private static List<InstanceView> instances(Breakwater system, String service) {
        return system.file().instances().stream()
                .filter(instance -> instance.service().equals(service))
                .toList();
    }
}

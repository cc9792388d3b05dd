package io.breakwater.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.TestUpstream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeavingInstanceIT {

    @Test
    void oneThatAnnouncesItsDrainGetsNothingNewWhileItIsStillListed() {
        try (TestUpstream leaves = new TestUpstream(
                        request -> request.with("Connection", "close").reply(200, "{}"));
                TestUpstream stays = TestUpstream.named("stays");
                // Longer than this machine can take.
                Door door = Door.open("gateway.instances.leave-for=1h")) {
            door.instances("core-api", leaves.port(), stays.port());
            door.awaitInstances("core-api", 2);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> door.get("/api/products").statusCode() == 200
                            && !leaves.seen().isEmpty());
            for (int i = 0; i < 100; i++) {
                assertThat(door.get("/api/products").statusCode()).isEqualTo(200);
            }

            assertThat(leaves.seen()).hasSize(1);
            door.instances("core-api", leaves.port());
            door.awaitInstances("core-api", 1);
            assertThat(door.get("/api/products").statusCode()).isEqualTo(200);
        }
    }
}

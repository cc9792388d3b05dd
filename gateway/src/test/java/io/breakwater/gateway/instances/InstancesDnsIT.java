package io.breakwater.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.instances.InstancesSettings.DnsName;
import io.breakwater.gateway.testing.TinyDns;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a DNS server behind real sockets. The names end with a dot, so that this machine's search domains don't matter. */
class InstancesDnsIT {

    private final TinyDns dns = new TinyDns();
    private final InstancesSettings settings = new InstancesSettings(
            null,
            Duration.ofMillis(200),
            Map.of("core-api", new DnsName("core-api.test.", 8082)),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(6));

    private final Instances instances = new Instances(settings);
    private final InstancesDns watched = new InstancesDns(
            settings,
            instances,
            new NettyLookup(settings.dnsTimeout(), new SingletonDnsServerAddressStreamProvider(dns.address())),
            System::nanoTime);

    @AfterEach
    void stop() throws IOException {
        watched.stop();
        dns.close();
    }

    @Test
    void scalingUpAndDownIsSeenAlthoughTheRecordsAreGoodForAnHour() {
        dns.has("core-api.test.", "10.0.0.1", "fd00::1");
        watched.start();
        assertThat(hosts()).containsExactlyInAnyOrder("10.0.0.1", "[fd00:0:0:0:0:0:0:1]");

        dns.has("core-api.test.", "10.0.0.1", "10.0.0.2", "10.0.0.3");
        awaitHosts("10.0.0.1", "10.0.0.2", "10.0.0.3");

        dns.has("core-api.test.", "10.0.0.3");
        awaitHosts("10.0.0.3");
    }

    @Test
    void aServerThatIsAwayForAMomentTakesNoInstanceAway() {
        dns.has("core-api.test.", "10.0.0.1");
        watched.start();

        dns.silent(true);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> hosts().equals(List.of("10.0.0.1")));

        dns.has("core-api.test.", "10.0.0.2");
        dns.silent(false);
        awaitHosts("10.0.0.2");
    }

    @Test
    void anAnswerThatIsTooLongForOnePacketComesByTcp() {
        String[] many =
                IntStream.rangeClosed(1, 60).mapToObj(i -> "10.0.1." + i).toArray(String[]::new);
        dns.has("core-api.test.", many);

        watched.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hosts()).containsExactlyInAnyOrder(many));
    }

    private List<String> hosts() {
        return instances.list("core-api").stream().map(Instance::host).toList();
    }

    private void awaitHosts(String... hosts) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hosts()).containsExactlyInAnyOrder(hosts));
    }
}

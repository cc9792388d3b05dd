package io.breakwater.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.unit.DataSize;

class ClientAddressTests {

    @Test
    void thePeerIsTheClientWhateverItSays() {
        assertThat(address("203.0.113.9", "10.1.1.1")).isEqualTo("203.0.113.9");
        assertThat(address("10.0.0.7", "198.51.100.1", "10.9.0.0/16")).isEqualTo("10.0.0.7");
    }

    @Test
    void behindAProxyOfOursItIsTheLastAddressThatIsNotOurs() {
        assertThat(address("10.0.0.7", "198.51.100.1", "10.0.0.0/8")).isEqualTo("198.51.100.1");
        assertThat(address("10.0.0.7", "6.6.6.6, 198.51.100.1, 10.0.0.8", "10.0.0.0/8"))
                .isEqualTo("198.51.100.1");
        assertThat(address("::1", "2001:db8::5", "::1")).isEqualTo("2001:db8::5");
    }

    @Test
    void whatIsNoAddressEndsTheSearch() {
        assertThat(address("10.0.0.7", "evil.example, 10.0.0.8", "10.0.0.0/8")).isEqualTo("10.0.0.8");
        assertThat(address("10.0.0.7", "", "10.0.0.0/8")).isEqualTo("10.0.0.7");
    }

    private static String address(String peer, String forwardedFor, String... proxies) {
        var settings = new EdgeSettings(
                DataSize.ofBytes(1), DataSize.ofBytes(1), Duration.ofSeconds(1), List.of(proxies), 4000, true);
        return new ClientAddress(settings)
                .of(MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress(peer, 1234))
                        .header("X-Forwarded-For", forwardedFor)
                        .build());
    }
}

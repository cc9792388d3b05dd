package io.breakwater.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrometheusTests {

    private static final Pattern NAME = Pattern.compile("names: \\[([\\w-]+)], type: A, port: (\\d+)");

    @Test
    void scrapesTheManagementPortOfEachProgram() throws IOException {
        String file = Files.readString(Checkout.root().resolve("deploy/observability/prometheus.yml"));

        Map<String, Integer> scraped = NAME.matcher(file)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> Integer.valueOf(match.group(2))));

        assertThat(scraped)
                .isEqualTo(Topology.PROGRAMS.stream()
                        .filter(Program::managed)
                        .collect(Collectors.toMap(Program::name, program -> new Ports(0).management(program, 1))));
    }
}

package io.breakwater.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.drain.SampleApplication;
import io.breakwater.testing.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes, metrics and logs of a real process. */
class ProbesIT {

    @TempDir
    Path directory;

    @Test
    void probesAndMetricsAreWhereTheOperatorLooks() {
        try (Program sample = Program.start(SampleApplication.class, directory)) {
            for (String path : List.of("/livez", "/readyz")) {
                assertThat(sample.get(path).statusCode()).as(path).isEqualTo(200);
                assertThat(sample.management(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(sample.management("/healthz").body()).contains("livenessState", "diskSpace");
            assertThat(sample.management("/metrics").body())
                    .contains("jvm_memory_used_bytes", "application=\"sample\"");
            for (String path : List.of("/healthz", "/metrics")) {
                assertThat(sample.get(path).statusCode())
                        .as("%s on the main port", path)
                        .isNotEqualTo(200);
            }
            for (String path : List.of("/env", "/beans", "/shutdown", "/heapdump", "/loggers")) {
                assertThat(sample.management(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(sample.log()).isNotEmpty().allMatch(line -> line.startsWith("{\"@timestamp\""));
        }
    }
}

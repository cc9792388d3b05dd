package io.breakwater.local.deploy;

import static io.breakwater.local.deploy.Compose.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DockerfileTests {

    private final String dockerfile = text("deploy/docker/Dockerfile");

    @Test
    void everyModuleOfTheBuildGoesIntoTheImagesBuild() {
        List<String> ignored = text(".dockerignore").lines().toList();
        List<String> modules = all("<module>([\\w-]+)</module>", text("pom.xml"));

        assertThat(modules).hasSizeGreaterThan(5).doesNotContainAnyElementsOf(ignored);
        assertThat(ignored).contains("secrets", "**/target", ".*");
    }

    @Test
    void jdkAndRuntimeAreTheSameRelease() {
        assertThat(all("^FROM .*eclipse-temurin:(25[\\w.]+)-(?:jdk|jre)", dockerfile))
                .hasSize(2)
                .containsOnly(all("eclipse-temurin:(25[\\w.]+)-jdk", dockerfile).getFirst());
    }

    @Test
    void whatRunsIsANumberedUserAndNoShell() {
        String after = dockerfile.substring(dockerfile.indexOf("FROM gcr.io/distroless/"));

        assertThat(all("^USER (.*)$", after)).containsExactly("10001:10001", "0:0");
        assertThat(after.indexOf("USER 0:0")).isLessThan(after.indexOf("FROM plain AS trained"));
        assertThat(all("^(?:ENTRYPOINT|CMD) (.)", after)).hasSize(4).containsOnly("[");
        assertThat(all("^RUN ", after)).as("a training, without a shell").hasSize(1);
    }

    @Test
    void theCacheIsTrainedWithTheFlagsThatItIsUsedWith() {
        assertThat(all("(\"@/opt/breakwater/jvm.options\")", dockerfile)).hasSize(3);
        assertThat(text("deploy/docker/image/jvm.options"))
                .contains("-XX:+UseSerialGC", "-Xbootclasspath/a:/opt/breakwater/opentelemetry-javaagent.jar");
        assertThat(text("deploy/docker/image/telemetry.options"))
                .contains("-javaagent:/opt/breakwater/opentelemetry-javaagent.jar");
    }

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.groupCount() == 0 ? found.group() : found.group(1))
                .toList();
    }
}

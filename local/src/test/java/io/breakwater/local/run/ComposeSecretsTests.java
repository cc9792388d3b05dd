package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.topology.Uses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/docker/secrets.sh} against what the launcher gives the same programs. */
class ComposeSecretsTests {

    private static final Path DEPLOY = Path.of("../deploy/docker");

    @TempDir
    private Path directory;

    @Test
    void everyProgramGetsThePropertiesThatTheLauncherGivesItAndRedisPassword() throws Exception {
        Path generated = generate();

        Credentials launchers = new Credentials(new Secrets(directory.resolve("launcher"), new SecureRandom()));
        for (Program program : Topology.PROGRAMS) {
            if (program.managed()) {
                Set<String> expected =
                        new TreeSet<>(files(launchers.directory(program)).keySet());
                if (program.uses().contains(Uses.REDIS)) {
                    expected.add("spring.data.redis.password");
                }
                assertThat(files(generated.resolve(program.name())).keySet())
                        .as(program.name())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        Path generated = generate();
        Map<String, String> first = files(generated);

        generate();

        assertThat(files(generated)).isEqualTo(first);
        assertThat(first.values().stream().filter(String::isBlank)).isEmpty();
    }

    @Test
    void bothSidesOfASecretAreTheSameAndNoTwoSecretsAre() throws Exception {
        Map<String, String> files = files(generate());

        assertThat(files.get("gateway/gateway.auth.internal-secret"))
                .isEqualTo(files.get("auth-service/platform.identity.internal-secrets"));
        assertThat(files.get("pgbouncer/userlist.txt"))
                .contains("\"core_app\" \"" + files.get("core-api/spring.datasource.password") + "\"");
        assertThat(files.get("postgres/core_owner")).isEqualTo(files.get("core-api/spring.flyway.password"));
        assertThat(files.get("redis/password.conf").strip())
                .isEqualTo("requirepass " + files.get("gateway/spring.data.redis.password"));
        assertThat(files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith("values/"))
                        .map(Map.Entry::getValue))
                .doesNotHaveDuplicates();
    }

    @Test
    void nobodyElseOnTheHostGetsIn() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(generate())))
                .isEqualTo("rwx------");
    }

    @Test
    void programsOutsideFindWhatTheLauncherWouldTellThem() throws Exception {
        JsonNode told = JsonMapper.shared().readTree(files(generate()).get("breakwater.json"));

        assertThat(told.propertyNames())
                .containsExactlyElementsOf(Arrays.stream(RunFile.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        assertThat(told.at("/gateway").asString()).isEqualTo("http://127.0.0.1:8080");
        assertThat(told.at("/mailbox/http").asString()).isEqualTo("http://127.0.0.1:17080");
        assertThat(told.at("/accounts/0/password").asString())
                .isEqualTo(files(generate()).get("auth-service/auth.seed.accounts[0].password"));
    }

    @Test
    void theTrainingOfTheCacheKnowsEveryPropertyThatHasNoDefault() throws Exception {
        Properties training = new Properties();
        try (InputStream file = Files.newInputStream(DEPLOY.resolve("image/training/application.properties"))) {
            training.load(file);
        }

        Path generated = generate();
        Set<String> secrets = new TreeSet<>();
        for (Program program : Topology.PROGRAMS) {
            if (program.managed()) {
                secrets.addAll(files(generated.resolve(program.name())).keySet());
            }
        }
        // Accounts are seeded where there are some.
        secrets.removeIf(name -> name.startsWith("auth.seed."));
        assertThat(training.stringPropertyNames()).containsAll(secrets);
    }

    private Path generate() throws IOException, InterruptedException {
        Path secrets = directory.resolve("secrets");
        Process script = new ProcessBuilder("sh", DEPLOY.resolve("secrets.sh").toString(), secrets.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(script.exitValue()).as(output).isZero();
        return secrets;
    }

    private static Map<String, String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> root.relativize(file).toString(),
                            ComposeSecretsTests::content,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

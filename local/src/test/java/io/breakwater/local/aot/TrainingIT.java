package io.breakwater.local.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.backing.JvmProgram;
import io.breakwater.backing.JvmStart;
import io.breakwater.backing.Rehearsal;
import io.breakwater.local.process.Leftovers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs and a program of three lines. */
class TrainingIT {

    private static final Idleness IDLE = new Idleness(() -> 0, Duration.ZERO);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final List<String> console = Collections.synchronizedList(new ArrayList<>());
    private JvmProgram program;

    @BeforeEach
    void packTheProgram() throws IOException {
        Path jar = directory.resolve("tiny.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Class<?> type : List.of(TinyProgram.class, Rehearsal.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream code = type.getClassLoader().getResourceAsStream(name)) {
                    Objects.requireNonNull(code).transferTo(out);
                }
                out.closeEntry();
            }
        }
        program = new JvmProgram("tiny", List.of("-XX:+UseSerialGC", "-Xmx32m"), List.of(jar), directory);
    }

    @Test
    void aTrainedProgramIsStartedFromItsCache() throws Exception {
        train("work");

        assertThat(program.cache()).exists();
        assertThat(console).singleElement().asString().contains("The next start will be quicker: 1");
        assertThat(run()).contains("done").noneMatch(JvmProgram::refused);
        assertThat(directory.resolve("scratch")).doesNotExist();
    }

    @Test
    void aProgramWithADamagedCacheStartsAndTheCacheIsDropped() throws Exception {
        train("work");
        byte[] whole = Files.readAllBytes(program.cache());
        Files.write(program.cache(), Arrays.copyOf(whole, whole.length / 2));

        List<String> lines = run();

        assertThat(lines).contains("done").anyMatch(JvmProgram::refused);
        program.distrust();
        assertThat(run()).contains("done").noneMatch(JvmProgram::refused);
    }

    @Test
    void aRehearsalThatFailsLeavesNoCache() throws Exception {
        train("fail");

        assertThat(caches()).isEmpty();
        assertThat(console).singleElement().asString().contains("No start-up cache could be made for tiny");
    }

    @Test
    void aCacheThatIsThereIsNotMadeAgain() throws Exception {
        Files.createFile(program.cache());

        train("work");

        assertThat(program.cache()).isEmptyFile();
        assertThat(console).isEmpty();
    }

    @Test
    void whatIsUnderWayEndsAtOnceWithTheSystem() throws Exception {
        Path log = directory.resolve("training.log");
        Training training = training("hang");
        training.begin(IDLE);
        await().atMost(PATIENCE)
                .until(() -> Files.exists(log) && Files.readString(log).contains("tiny: hang"));

        training.close();

        assertThat(ProcessHandle.current().descendants())
                .noneMatch(child -> child.info().commandLine().orElse("").contains(directory.toString()));
        assertThat(caches()).isEmpty();
        assertThat(console).isEmpty();
    }

    @Test
    void nothingIsTrainedWhereItIsSwitchedOff() throws Exception {
        try (Training training = training("work")) {
            training.begin(Mode.NEVER);
        }

        assertThat(directory.resolve("training.log")).doesNotExist();
        assertThat(caches()).isEmpty();
    }

    private void train(String argument) throws InterruptedException {
        Training training = training(argument);
        training.begin(IDLE);
        training.awaitEnd();
    }

    private Training training(String argument) {
        JvmStart start = new JvmStart(program, List.of(), TinyProgram.class.getName(), List.of(argument));
        Trainee trainee = new Trainee(program, scratch -> start, scratch -> Map.of(), () -> null);
        return new Training(
                () -> List.of(trainee),
                directory.resolve("scratch"),
                directory.resolve("training.log"),
                new Leftovers(directory.resolve("processes")),
                console::add);
    }

    private List<String> run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.command(List.of(), TinyProgram.class.getName(), List.of("work")))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.(aot|new)"))
                    .toList();
        }
    }
}

package io.breakwater.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmProgramTests {

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void makeAJar() throws IOException {
        jar = Files.writeString(directory.resolve("a.jar"), "jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
    }

    @Test
    void anUnchangedProgramKeepsItsCache() {
        assertThat(program("-Xmx64m").cache()).isEqualTo(program("-Xmx64m").cache());
    }

    @Test
    void otherFlagsNeedAnotherCache() {
        assertThat(program("-Xmx64m").cache()).isNotEqualTo(program("-Xmx65m").cache());
    }

    @Test
    void aChangedJarNeedsAnotherCache() throws IOException {
        Path before = program().cache();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(2_000_000));

        assertThat(program().cache()).isNotEqualTo(before);
    }

    @Test
    void aStartUsesTheCacheOnlyWhereThereIsOne() throws IOException {
        JvmProgram program = program("-Xmx64m");
        assertThat(command(program)).noneMatch(word -> word.startsWith("-XX:AOT"));

        Files.createFile(program.cache());

        assertThat(command(program)).contains("-XX:AOTCache=" + program.cache());
    }

    @Test
    void aDistrustedCacheIsGone() throws IOException {
        JvmProgram program = program();
        Files.createFile(program.cache());

        assertThat(program.distrust()).isTrue();

        assertThat(program.cache()).doesNotExist();
        assertThat(program.distrust()).isFalse();
    }

    @Test
    void onlyTheProgramsOwnOldCachesAreForgotten() throws IOException {
        JvmProgram program = program();
        Files.createFile(program.cache());
        Path old = Files.createFile(directory.resolve("a-0123456789abcdef.aot"));
        Path others = Files.createFile(directory.resolve("a-service-0123456789abcdef.aot"));

        program.forgetOthers();

        assertThat(old).doesNotExist();
        assertThat(program.cache()).exists();
        assertThat(others).exists();
    }

    @Test
    void theJvmsOwnWordsTellARefusalFromAProgramsLines() {
        assertThat(JvmProgram.refused("[0.003s][error  ][aot] Unable to map shared spaces"))
                .isTrue();
        assertThat(JvmProgram.refused("[0.002s][error][aot] Loading static archive failed."))
                .isTrue();
        assertThat(JvmProgram.refused("2026-11-25T08:26:49.061Z ERROR 1 --- [a] [aot] x : y"))
                .isFalse();
    }

    private static List<String> command(JvmProgram program) {
        return program.command(List.of(), "Main", List.of());
    }

    private JvmProgram program(String... flags) {
        return new JvmProgram("a", List.of(flags), List.of(jar), directory);
    }
}

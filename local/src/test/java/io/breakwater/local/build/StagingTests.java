package io.breakwater.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.backing.Directories;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTests {

    @TempDir
    private Path repository;

    private Path apps;

    @BeforeEach
    void buildEverything() throws IOException {
        apps = repository.resolve("apps");
        for (Program program : Topology.PROGRAMS) {
            build(program.name(), "first");
        }
        build("local", "first");
    }

    @Test
    void aProgramThatHasNotChangedKeepsItsPlace() throws IOException {
        Path before = staging().stage();
        build("core-api", "second");

        Path after = staging().stage();

        assertThat(after).isNotEqualTo(before);
        assertThat(real(after, "gateway")).isEqualTo(real(before, "gateway"));
        assertThat(real(after, "watch.jar")).isEqualTo(real(before, "watch.jar"));
        assertThat(real(after, "core-api")).isNotEqualTo(real(before, "core-api"));
    }

    @Test
    void theSameJarsAreStagedOnce() throws IOException {
        assertThat(staging().stage()).isEqualTo(staging().stage());
    }

    @Test
    void extractedAgainAJarHasTheSameTime() throws IOException {
        Path jar = staging().stage().resolve("gateway/gateway.jar");
        var time = Files.getLastModifiedTime(jar);
        Directories.delete(apps);

        staging().stage();

        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(time);
    }

    @Test
    void whatIsNoLongerCurrentIsDeletedWithItsCaches() throws IOException {
        Path before = staging().stage();
        Path oldCore = real(before, "core-api");
        Files.createFile(oldCore.resolve("core-api-0.aot"));
        Path keptCache = Files.createFile(real(before, "gateway").resolve("gateway-0.aot"));
        build("core-api", "second");
        Path after = staging().stage();

        staging().forgetOthers(after);

        assertThat(before).doesNotExist();
        assertThat(oldCore).doesNotExist();
        assertThat(keptCache).exists();
        assertThat(after.resolve("core-api/core-api.jar")).exists();
    }

    private Staging staging() {
        return new Staging(repository, apps);
    }

    private static Path real(Path staged, String name) throws IOException {
        return staged.resolve(name).toRealPath();
    }

    private void build(String program, String content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", "Main");
        Path target = Files.createDirectories(repository.resolve(program).resolve("target"));
        try (OutputStream file = Files.newOutputStream(target.resolve(program + ".jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.putNextEntry(new JarEntry("BOOT-INF/classes/content"));
            jar.write(content.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }
}

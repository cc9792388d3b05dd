package io.breakwater.local.run;

import io.breakwater.local.topology.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The JVM's archive of a program's loaded classes (JEP 350): written when its first replica leaves for the first time, used
 * by every later start, which then takes some 60 % of the time, and shares its pages with the other replicas.
 */
final class ClassArchive {

    private final Path apps;

    ClassArchive(Path apps) {
        this.apps = apps;
    }

    List<String> flags(Program program, int index) {
        // What the JVM says of classes that it can't archive interests nobody here.
        String quiet = "-Xlog:cds*=off";
        if (Files.exists(archive(program))) {
            return List.of("-XX:SharedArchiveFile=" + archive(program), quiet);
        }
        return index == 1 ? List.of("-XX:ArchiveClassesAtExit=" + unfinished(program), quiet) : List.of();
    }

    /** After the replica has left by itself: one that was killed may have left half a file. */
    void keep(Program program, int index) {
        try {
            if (index == 1 && Files.exists(unfinished(program))) {
                Files.move(unfinished(program), archive(program), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path archive(Program program) {
        return apps.resolve(program.name()).resolve("classes.jsa");
    }

    private Path unfinished(Program program) {
        return apps.resolve(program.name()).resolve("classes.jsa.new");
    }
}

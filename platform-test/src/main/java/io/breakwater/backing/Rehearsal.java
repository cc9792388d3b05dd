package io.breakwater.backing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The main class of a JVM that trains an AOT cache. It loads the classes that a running instance had loaded, because a
 * rehearsal stops short of serving anybody; then it runs the program's own main, and ends the JVM where that returns.
 * Copied alone onto other programs' class paths: it uses no class of ours.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /** Takes a file with a class name a line, the main class, and its arguments. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        ClassLoader loader = Rehearsal.class.getClassLoader();
        for (String name : Files.readAllLines(Path.of(arguments[0]))) {
            load(name, loader);
        }
        try {
            Class.forName(arguments[1]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 2, arguments.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        // Nobody waits for an orderly end of what nobody has used.
        Runtime.getRuntime().halt(0);
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // Generated while it ran, or for a library that isn't there: such a class is in no cache.
            System.out.println("not loaded: " + name);
        }
    }
}

package io.breakwater.local.aot;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What the trainings of the tests train: does as its argument says. */
public final class TinyProgram {

    private TinyProgram() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("tiny: " + arguments[0]);
        switch (arguments[0]) {
            case "fail" -> System.exit(1);
            case "hang" ->
                // Nobody writes: until its parent is gone.
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            default -> System.out.println("done");
        }
    }
}

package io.breakwater.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the drill asks for, by system properties {@code load.*}.
 *
 * @param seconds after which no more customers arrive, also where nobody says stop
 * @param mixed whether people browse, log in and read beside the orders
 * @param directory where {@code customers}, {@code products} and the record are
 */
record Settings(String gateway, long seed, double rate, int seconds, boolean mixed, Path directory) {

    /** A line of {@code customers}: user id, e-mail, password, token. */
    record Customer(String user, String email, String password, String token) {

        private static Customer parse(String line) {
            String[] words = line.split("\t", -1);
            return new Customer(words[0], words[1], words[2], words[3]);
        }
    }

    static Settings ofProperties() {
        return new Settings(
                property("gateway"),
                Long.parseLong(property("seed")),
                Double.parseDouble(property("rate")),
                Integer.parseInt(property("seconds")),
                Boolean.parseBoolean(property("mixed")),
                Path.of(property("directory")));
    }

    List<Customer> customers() {
        return lines("customers").stream().map(Customer::parse).toList();
    }

    List<String> products() {
        return lines("products");
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty("load." + name);
        if (value == null) {
            throw new IllegalArgumentException("The property load." + name + " is missing");
        }
        return value;
    }
}

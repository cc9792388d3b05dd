package io.breakwater.backing;

/** One service's database and the passwords of its two roles. */
public record ServiceDatabase(String name, String ownerPassword, String applicationPassword) {

    public ServiceDatabase {
        // The name goes into SQL as an identifier, which can't be a parameter.
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
    }

    public String owner() {
        return name + "_owner";
    }

    public String application() {
        return name + "_app";
    }
}

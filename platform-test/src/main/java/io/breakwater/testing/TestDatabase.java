package io.breakwater.testing;

/** A fresh database with its two roles, as each service has one. */
public record TestDatabase(
        String url, String owner, String ownerPassword, String application, String applicationPassword) {}

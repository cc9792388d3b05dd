package io.breakwater.local.deploy.kubernetes;

import tools.jackson.databind.node.ObjectNode;

/** @param generated its name gets the hash of its content */
record Resource(ObjectNode body, boolean generated) {

    String kind() {
        return body.path("kind").asString("");
    }

    String name() {
        return body.path("metadata").path("name").asString("");
    }

    /** Two of the same can't be in one cluster. */
    String id() {
        return body.path("apiVersion").asString("").replaceAll("/.*", "") + " " + kind() + " " + name();
    }
}

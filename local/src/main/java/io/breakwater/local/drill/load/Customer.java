package io.breakwater.local.drill.load;

import java.util.UUID;

/** One who was registered for this drill. */
public record Customer(UUID id, String email, String password, String token) {

    /** As the generator reads it. */
    String line() {
        return String.join("\t", id.toString(), email, password, token);
    }
}

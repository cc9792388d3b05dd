package io.breakwater.auth.mail;

import java.util.Optional;

/**
 * A mail to one address.
 *
 * @param id the Message-ID's local part, the same at each attempt: a second copy is known for one
 * @param token also a header of its own, for programs that read mailboxes
 */
public record Mail(String id, String to, String subject, String text, Optional<String> token) {

    @Override
    public String toString() {
        return "Mail[id=" + id + "]";
    }
}

package io.breakwater.auth.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail to one address.
 *
 * @param id the Message-ID's local part, the same at each attempt: a second copy is known for one
 * @param token also a header of its own, for programs that read mailboxes; null where the mail has none
 */
public record Mail(
        String id,
        String to,
        String subject,
        String text,
        @Nullable String token) {

    @Override
    public String toString() {
        return "Mail[id=" + id + "]";
    }
}

package io.breakwater.auth.account;

import java.util.Locale;

/** An address as its owner writes it; two are the same where they differ only in case. */
public record EmailAddress(String value) {

    /**
     * RFC 5321's dot-string and a domain of two labels or more, without quoted local parts, address literals and
     * internationalised names, which many mail servers refuse. Its look-aheads bound the length before anything else is tried.
     */
    public static final String PATTERN = "(?=.{3,254}\\z)(?=[^@]{1,64}@)"
            + "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
            + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }
}

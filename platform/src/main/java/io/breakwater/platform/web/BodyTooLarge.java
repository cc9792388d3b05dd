package io.breakwater.platform.web;

import java.io.IOException;

/** Thrown while a body is read, wherever it is read. */
@SuppressWarnings("serial") // Never leaves its process.
final class BodyTooLarge extends IOException {

    BodyTooLarge() {
        super("The body has more than " + RequestLimitFilter.MAX_BODY_BYTES + " bytes");
    }
}

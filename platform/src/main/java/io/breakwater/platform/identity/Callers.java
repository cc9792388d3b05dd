package io.breakwater.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where the request's caller is kept between filter and controller. */
public final class Callers {

    private static final String ATTRIBUTE = Callers.class.getName() + ".caller";

    private Callers() {}

    /** Empty on a public route that is called without a valid token. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }
}

package io.breakwater.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Refuses a client that takes no JSON before its request has an effect; Spring alone finds out when it writes. */
final class AcceptInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean offersAnother = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
        if (accept != null && handler instanceof HandlerMethod && !offersAnother && !takesJson(accept)) {
            throw ApiProblem.of(ProblemType.NOT_ACCEPTABLE, "Answers are application/json.");
        }
        return true;
    }

    private static boolean takesJson(String accept) {
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            return accepted.isEmpty()
                    || accepted.stream()
                            .anyMatch(type -> type.getQualityValue() > 0
                                    && (type.isCompatibleWith(MediaType.APPLICATION_JSON)
                                            || type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)));
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }
}

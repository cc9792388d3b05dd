package io.breakwater.gateway.upstream;

import io.breakwater.gateway.problem.Refusal;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** What a failed try means for the next one. */
enum Failure {
    /** No connection was made: nothing was sent, so anything may be tried elsewhere. */
    NOT_CONNECTED,
    /** All connections to it are at work, and as many requests wait for one as may: nothing was sent. */
    FULL,
    /** The connection broke with the request on it: whether it took effect isn't known. */
    RESET,
    /** No answer in time. */
    TIMED_OUT,
    /** Not the service's: a body over the limit, a bug of ours. */
    OTHER;

    static Failure of(Throwable failure) {
        return switch (failure) {
            case PoolAcquireTimeoutException _, PoolAcquirePendingLimitException _ -> FULL;
            case ResponseStatusException e when e.getCause() instanceof PoolAcquireTimeoutException -> FULL;
            // The gateway's own response time-out.
            case ResponseStatusException e when e.getStatusCode() == HttpStatus.GATEWAY_TIMEOUT -> TIMED_OUT;
            case java.util.concurrent.TimeoutException _, TimeoutException _ -> TIMED_OUT;
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> NOT_CONNECTED;
            case Refusal _ -> OTHER;
            case AbortedException _, IOException _ -> RESET;
            default -> OTHER;
        };
    }
}

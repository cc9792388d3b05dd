package io.breakwater.gateway.upstream;

import io.breakwater.gateway.instances.Instance;
import io.breakwater.gateway.instances.Instance.Lease;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives an instance's lease back when the answer is written, has failed, or nobody wants it any more. */
@Component
final class LeaseFilter implements GlobalFilter, Ordered {

    private static final String LEASE = LeaseFilter.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).doFinally(signal -> release(exchange));
    }

    /** Around the filter that writes the answer. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    static void hold(ServerWebExchange exchange, Instance instance) {
        exchange.getAttributes().put(LEASE, instance.lease());
    }

    static void release(ServerWebExchange exchange) {
        if (exchange.getAttributes().remove(LEASE) instanceof Lease lease) {
            lease.release();
        }
    }
}

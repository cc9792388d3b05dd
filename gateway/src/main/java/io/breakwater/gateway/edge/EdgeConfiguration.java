package io.breakwater.gateway.edge;

import io.breakwater.gateway.edge.ClientConnections.Room;
import io.breakwater.gateway.problem.ProblemCatalogue;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.StandardSocketOptions;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    NettyServerCustomizer door(
            ProblemCatalogue catalogue, RequestIds ids, EdgeSettings settings, ClientConnections connections) {
        return server -> {
            HttpServer door = server.requestTimeout(settings.requestTimeout())
                    .doOnChannelInit((observer, channel, remote) -> {
                        Room room = connections.enter(channel);
                        ConnectionGuard guard = new ConnectionGuard(catalogue, ids, settings, room == Room.TO_SAY_NO);
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "breakwater.guard", guard);
                        if (room == Room.NONE) {
                            var _ = channel.close();
                        }
                    });
            // The JDK's own option, so no native transport is needed; those are excluded in the POM.
            return settings.reusePort()
                    ? door.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true)
                    : door;
        };
    }
}

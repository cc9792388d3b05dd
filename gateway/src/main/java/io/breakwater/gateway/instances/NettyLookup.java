package io.breakwater.gateway.instances;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The server and search domains of the machine ({@code resolv.conf}), A and AAAA records, by TCP where an answer is too
 * long for UDP. It keeps nothing: the JDK's own cache of 30 s would send requests to instances that are long gone.
 */
final class NettyLookup implements AddressLookup {

    private final EventLoopGroup group;
    private final DnsNameResolver resolver;

    NettyLookup(Duration queryTimeout) {
        this(queryTimeout, DnsServerAddressStreamProviders.platformDefault());
    }

    NettyLookup(Duration queryTimeout, DnsServerAddressStreamProvider servers) {
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("dns", true), NioIoHandler.newFactory());
        resolver = new DnsNameResolverBuilder(group.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .nameServerProvider(servers)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .queryTimeoutMillis(queryTimeout.toMillis())
                .build();
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        var _ = resolver.resolveAll(host).addListener(done -> {
            if (done.isSuccess()) {
                @SuppressWarnings("unchecked")
                List<InetAddress> found = (List<InetAddress>) done.getNow();
                answer.complete(found);
            } else {
                answer.completeExceptionally(done.cause());
            }
        });
        return answer;
    }

    @Override
    public void close() {
        resolver.close();
        // No quiet period: nobody asks any more.
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}

package io.breakwater.gateway.instances;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks DNS. */
interface AddressLookup extends AutoCloseable {

    /** All addresses of a host, in any order; fails where it has none or nobody answers. Never blocks. */
    CompletionStage<List<InetAddress>> addresses(String host);

    @Override
    void close();
}

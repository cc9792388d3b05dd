package io.breakwater.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A DNS server (RFC 1035) on loopback, over UDP and TCP, with the records that it has been given: A and AAAA, each good for
 * an hour, so that whoever caches them is found out. Answers of more than 20 addresses are cut over UDP.
 */
public final class TinyDns implements AutoCloseable {

    private static final int TYPE_A = 1;
    private static final int TYPE_AAAA = 28;
    private static final int HEADER = 12;
    private static final int UDP_ADDRESSES = 20;

    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Map<String, List<InetAddress>> records = new ConcurrentHashMap<>();
    private volatile boolean silent;

    public TinyDns() {
        try {
            tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("tiny-dns-udp").start(this::serveUdp);
        Thread.ofPlatform().daemon().name("tiny-dns-tcp").start(this::serveTcp);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    /** Replaces what a name has; nothing: there is no such name. */
    public void has(String name, String... addresses) {
        records.put(name, Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    /** From now on nobody gets an answer, or again. */
    public void silent(boolean nobody) {
        silent = nobody;
    }

    private void serveUdp() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!udp.isClosed()) {
            try {
                udp.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), UDP_ADDRESSES);
                if (!silent) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), Integer.MAX_VALUE);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                // The other side closes once it has read.
                int _ = in.read();
            } catch (IOException closed) {
                if (tcp.isClosed()) {
                    return;
                }
            }
        }
    }

    private byte[] answer(byte[] query, int most) throws IOException {
        ByteBuffer read = ByteBuffer.wrap(query).position(HEADER);
        String name = name(read);
        int type = read.getShort();
        byte[] question = Arrays.copyOfRange(query, HEADER, read.position() + Short.BYTES);
        List<InetAddress> known = records.getOrDefault(name, List.of());
        List<InetAddress> wanted = known.stream()
                .filter(address -> address.getAddress().length == (type == TYPE_A ? 4 : 16))
                .filter(address -> type == TYPE_A || type == TYPE_AAAA)
                .toList();
        boolean cut = wanted.size() > most;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2);
        // An answer with recursion; 3: no such name; 0x200: truncated.
        out.writeShort(0x8180 | (known.isEmpty() ? 3 : 0) | (cut ? 0x200 : 0));
        out.writeShort(1);
        out.writeShort(cut ? 0 : wanted.size());
        out.writeInt(0);
        out.write(question);
        for (InetAddress address : cut ? List.<InetAddress>of() : wanted) {
            // The question's name, its type and class IN, an hour.
            out.writeShort(0xC000 | HEADER);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(3600);
            out.writeShort(address.getAddress().length);
            out.write(address.getAddress());
        }
        return bytes.toByteArray();
    }

    private static String name(ByteBuffer read) {
        StringBuilder name = new StringBuilder();
        for (int length = read.get(); length > 0; length = read.get()) {
            byte[] label = new byte[length];
            read.get(label);
            name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
        }
        return name.toString();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}

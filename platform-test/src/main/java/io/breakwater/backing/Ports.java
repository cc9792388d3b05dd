package io.breakwater.backing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a loopback port is free, and else who has it. */
public final class Ports {

    private Ports() {}

    /** Throws a {@link BackingFailure} that names the port's holder, as far as this user may see it. */
    public static void requireFree(String what, int port) {
        if (!free(port)) {
            String holder = holder(port).map(name -> " by " + name).orElse(" by another program");
            throw new BackingFailure("Port " + port + " (" + what + ") is taken" + holder
                    + ": stop that, or set BREAKWATER_PORT_OFFSET.");
        }
    }

    public static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** For a server that nobody has to find: free a moment ago, which another program may have used since. */
    static int anyFree() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BackingFailure("No port is free: " + e.getMessage() + ".", e);
        }
    }

    /** "pid 123 (postgres)"; empty where it belongs to another user or the system doesn't tell. */
    public static Optional<String> holder(int port) {
        try {
            return Files.exists(Path.of("/proc/net/tcp")) ? holderByProc(port) : holderByLsof(port);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> holderByProc(int port) throws IOException {
        String suffix = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            if (!Files.exists(Path.of(table))) {
                continue;
            }
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                // Local address, state 0A (listening), inode.
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals("0A")) {
                    return process("socket:[" + fields[9] + "]");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> process(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), socket))
                .findFirst()
                .map(Ports::describe);
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.anyMatch(descriptor -> socket.equals(target(descriptor)));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static Optional<String> holderByLsof(int port) throws IOException {
        Process lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                .redirectErrorStream(true)
                .start();
        String first = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        return first.matches("\\d+") ? ProcessHandle.of(Long.parseLong(first)).map(Ports::describe) : Optional.empty();
    }

    private static String describe(ProcessHandle process) {
        String command = process.info().command().orElse("unknown");
        String name = command.substring(command.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return "pid " + process.pid() + " (" + name + ")";
    }
}

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Whether a port of this container answers a path with 200: {@code java Probe 9082 /readyz}. For health checks of compose in
 * an image without a shell; a socket of its own, because the JDK's HTTP clients would double the time that it takes.
 */
final class Probe {

    // Below the health check's own time-out, which kills.
    private static final int TIMEOUT_MILLIS = 2000;

    private Probe() {}

    public static void main(String[] arguments) {
        System.exit(answers(Integer.parseInt(arguments[0]), arguments[1]) ? 0 : 1);
    }

    private static boolean answers(int port, String path) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.equals("HTTP/1.1 200");
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return false;
        }
    }
}

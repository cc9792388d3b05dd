package io.breakwater.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.testing.Checkout;
import io.breakwater.testing.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerIT {

    private final int port = FreePorts.next();

    @TempDir
    private Path data;

    private RedisServer redis;

    @BeforeEach
    void create() {
        redis = new RedisServer(Binaries.of(Checkout.backing(), System.out::println), data, port, new RecordedLog());
    }

    @AfterEach
    void end() {
        redis.kill();
    }

    @Test
    void keepsItsDataOverARestart() throws IOException {
        redis.start();
        assertThat(say("SET session alive", 1)).containsExactly("+OK");

        redis.stop();
        redis.start();

        assertThat(say("GET session", 2)).containsExactly("$5", "alive");
    }

    @Test
    void evictsNothing() throws IOException {
        redis.start();

        assertThat(say("CONFIG GET maxmemory-policy", 5)).endsWith("noeviction");
        assertThat(say("CONFIG GET appendonly", 5)).endsWith("yes");
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(redis::start)
                    .isInstanceOf(BackingFailure.class)
                    .hasMessageStartingWith("Port " + socket.getLocalPort() + " (Redis) is taken by pid ");
        }
    }

    private List<String> say(String command, int lines) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return answer.lines().limit(lines).toList();
        }
    }
}

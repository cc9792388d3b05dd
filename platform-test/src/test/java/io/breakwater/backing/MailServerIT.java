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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailServerIT {

    private final MailPorts ports = new MailPorts(FreePorts.next(), FreePorts.next());

    @TempDir
    private Path data;

    private MailServer mailbox;

    @BeforeEach
    void create() {
        mailbox = new MailServer(Binaries.of(Checkout.backing(), System.out::println), data, ports, new RecordedLog());
    }

    @AfterEach
    void end() {
        mailbox.kill();
    }

    @Test
    void showsAMailForAnybodyOverHttp() throws Exception {
        mailbox.start();

        send("ada@example.com", "Your order");

        assertThat(inbox("ada@example.com")).contains("Subject: Your order");
        assertThat(inbox("nobody@example.com")).doesNotContain("Subject");
    }

    @Test
    void startsAgainAfterAStop() throws Exception {
        mailbox.start();
        mailbox.stop();
        mailbox.start();

        send("ada@example.com", "Again");

        assertThat(inbox("ada@example.com")).contains("Subject: Again");
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (var socket = new ServerSocket(ports.smtp(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(mailbox::start)
                    .isInstanceOf(BackingFailure.class)
                    .hasMessageStartingWith("Port " + socket.getLocalPort() + " (Mailbox SMTP) is taken by pid ");
        }
    }

    private void send(String to, String subject) throws IOException {
        List<String> lines = List.of(
                "HELO localhost",
                "MAIL FROM:<shop@example.com>",
                "RCPT TO:<" + to + ">",
                "DATA",
                "To: " + to + "\r\nSubject: " + subject + "\r\n\r\nHello\r\n.",
                "QUIT");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), ports.smtp());
                var answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(answers.readLine()).startsWith("220");
            for (String line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(answers.readLine()).matches("[23].*");
            }
        }
    }

    private String inbox(String address) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + ports.http() + "/api/user/" + address + "/messages/INBOX");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}

package io.breakwater.notifications.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else's mail server, which says to RCPT and to the mail itself what a test wants; empty is silence. */
public final class ScriptedMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String answerToRecipient;
    private final String answerToMail;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<IOException> hangUps = new CopyOnWriteArrayList<>();

    public ScriptedMailServer(String answerToRecipient, String answerToMail) throws IOException {
        this.answerToRecipient = answerToRecipient;
        this.answerToMail = answerToMail;
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<String> mails() {
        return mails;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException e) {
                // The client has gone, as it does after a refusal; or the test is over.
                hangUps.add(e);
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 here");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("RCPT")) {
                say(client, answerToRecipient);
            } else if (line.equals("DATA")) {
                say(client, "354 go on");
                mails.add(readMail(in));
                say(client, answerToMail);
            } else {
                say(client, "250 ok");
            }
        }
    }

    private static String readMail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void say(Socket client, String answer) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(answer.isEmpty() ? new byte[0] : (answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

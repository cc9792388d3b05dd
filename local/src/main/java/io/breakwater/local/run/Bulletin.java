package io.breakwater.local.run;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** Tells the world how things are: the discovery file for the gateway, {@code breakwater.json} for programs. */
final class Bulletin {

    private final LocalDirectories directories;
    private final Ports ports;
    private final Credentials credentials;
    private final Replicas replicas;
    private final Console console;
    private final String controlToken = token();
    private final JsonMapper json = JsonMapper.builder().build();

    private String lastDiscovery = "";
    private boolean withdrawn;
    private boolean behind;

    Bulletin(LocalDirectories directories, Ports ports, Credentials credentials, Replicas replicas, Console console) {
        this.directories = directories;
        this.ports = ports;
        this.credentials = credentials;
        this.replicas = replicas;
        this.console = console;
    }

    /** A new one for each run: it dies with the launcher. */
    String controlToken() {
        return controlToken;
    }

    /**
     * Called at every change; a file that would be the same is left alone, so that its watchers sleep. On a full disk the
     * readers keep what they have, and {@link #retry} makes up for it.
     */
    synchronized void publish() {
        if (withdrawn) {
            return;
        }
        try {
            write();
            if (behind) {
                console.line(directories.run() + " can be written again.");
            }
            behind = false;
        } catch (UncheckedIOException e) {
            if (!behind) {
                console.line("%s can't be written (%s): the gateway and programs see an old list; trying again."
                        .formatted(directories.run(), Refusal.reason(e)));
            }
            behind = true;
        }
    }

    /** Where the last change could not be written. */
    synchronized void retry() {
        if (behind) {
            publish();
        }
    }

    private void write() {
        String discovery = json.writeValueAsString(replicas.discovery());
        if (!discovery.equals(lastDiscovery)) {
            PrivateFile.writePublic(directories.instancesFile(), discovery + "\n");
            lastDiscovery = discovery;
        }
        PrivateFile.write(directories.runFile(), json.writeValueAsString(view()) + "\n");
    }

    /** Nothing runs any more. */
    synchronized void withdraw() throws IOException {
        withdrawn = true;
        Files.deleteIfExists(directories.instancesFile());
        Files.deleteIfExists(directories.runFile());
    }

    RunFile view() {
        return new RunFile(
                url(ports.of(Topology.GATEWAY, 1)),
                new RunFile.Mailbox(url(ports.mailbox()), Wiring.LOOPBACK + ":" + ports.smtp()),
                url(ports.of(Topology.SIMULATOR, 1)),
                credentials.providerWebhookSecret(),
                new RunFile.Control(url(ports.control()), controlToken),
                credentials.accounts().stream()
                        .map(account -> new RunFile.Account(account.email(), account.password(), account.roles()))
                        .toList(),
                replicas.view());
    }

    private static String url(int port) {
        return Wiring.uri(port, "").toString();
    }

    private static String token() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

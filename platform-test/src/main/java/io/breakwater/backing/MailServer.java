package io.breakwater.backing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * GreenMail: takes every mail for anybody by SMTP, keeps it in memory until its end, and shows it over HTTP
 * ({@code GET /api/user/<address>/messages/INBOX}). A JVM of its own that ends with this one.
 */
public final class MailServer extends BackingServer {

    private final Binaries binaries;
    private final Path data;
    private final MailPorts ports;

    /** The directory is only where the JVM runs: the mails themselves are not kept over a restart. */
    public MailServer(Binaries binaries, Path data, MailPorts ports, Consumer<String> log) {
        super("Mailbox", log);
        this.binaries = binaries;
        this.data = data.toAbsolutePath();
        this.ports = ports;
    }

    public MailPorts ports() {
        return ports;
    }

    @Override
    ServerProcess launch(Consumer<String> log) {
        Directories.create(data);
        Ports.requireFree(name() + " SMTP", ports.smtp());
        Ports.requireFree(name() + " HTTP", ports.http());
        JvmStart start = start(ports);
        return ServerProcess.start(new ServerProcess.Command(name(), start.command(), data), JvmChild.READY, log);
    }

    @Override
    public Optional<JvmProgram> program() {
        return Optional.of(jvm());
    }

    /** A mailbox of its own, on ports that nobody uses. */
    @Override
    public JvmStart rehearsal(Path scratch) {
        return start(new MailPorts(Ports.anyFree(), Ports.anyFree()));
    }

    private JvmStart start(MailPorts own) {
        List<String> properties = List.of(
                "-Dgreenmail.smtp.hostname=127.0.0.1",
                "-Dgreenmail.smtp.port=" + own.smtp(),
                "-Dgreenmail.api.hostname=127.0.0.1",
                "-Dgreenmail.api.port=" + own.http(),
                "-Dgreenmail.auth.disabled",
                // Its default of 1 s is short for a machine that starts everything at once.
                "-Dgreenmail.startup.timeout=60000");
        return new JvmStart(jvm(), properties, "io.breakwater.backing.MailChild", List.of());
    }

    private JvmProgram jvm() {
        // About 10,000 mails of ours; each is a few kB.
        List<String> flags =
                List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
        return new JvmProgram("mailbox", flags, List.of(binaries.children(), binaries.mail()), Binaries.caches());
    }
}

package io.breakwater.backing;

import io.breakwater.testing.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that starts every server, says so, and lives until it is killed. */
final class ParentOfAll {

    static final String READY = "all run";

    private ParentOfAll() {}

    /** Takes a data directory and six ports. */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]);
        List<Integer> ports =
                List.of(arguments).subList(1, 7).stream().map(Integer::valueOf).toList();
        Binaries binaries = Binaries.of(Checkout.backing(), line -> {});
        List<BackingServer> servers = List.of(
                new PostgresServer(binaries, data.resolve("pg"), ports.get(0), PostgresOptions.defaults(), line -> {}),
                new RedisServer(binaries, data.resolve("redis"), ports.get(1), line -> {}),
                new KafkaServer(
                        binaries,
                        data.resolve("kafka"),
                        new KafkaPorts(ports.get(2), ports.get(3)),
                        Checkout.topics(),
                        line -> {}),
                new MailServer(binaries, data.resolve("mail"), new MailPorts(ports.get(4), ports.get(5)), line -> {}));
        servers.forEach(BackingServer::start);
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}

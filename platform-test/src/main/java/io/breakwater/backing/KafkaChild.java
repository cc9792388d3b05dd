package io.breakwater.backing;

import java.io.FileReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/** The broker's JVM: formats its directory at the first start, runs Kafka, creates the topics, says so. */
final class KafkaChild {

    private KafkaChild() {}

    /** Takes the paths of server.properties and topics.json. */
    public static void main(String[] arguments) throws Exception {
        ParentWatch.start();
        String configuration = arguments[0];
        var properties = new Properties();
        try (var reader = new FileReader(configuration, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            format(configuration);
        }
        Thread.ofPlatform().name("kafka").start(() -> run(configuration));
        String listener = properties.getProperty("advertised.listeners");
        KafkaTopics.create(listener.substring(listener.lastIndexOf('/') + 1), Path.of(arguments[1]));
        System.out.println(ParentWatch.READY);
    }

    // By reflection: the broker is in this JVM's class path and in no compiler's.
    private static void format(String configuration) throws ReflectiveOperationException {
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", configuration};
        Object status = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, arguments, System.out);
        if (!Integer.valueOf(0).equals(status)) {
            throw new IllegalStateException("Kafka's directory can't be formatted");
        }
    }

    private static void run(String configuration) {
        try {
            Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {configuration});
        } catch (ReflectiveOperationException e) {
            e.printStackTrace(System.out);
            System.exit(1);
        }
    }
}

package io.breakwater.gateway.instances;

import io.breakwater.gateway.instances.Instances.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the discovery file before the door opens, and again whenever its content changes. What can't be read changes nothing:
 * the last good list stays, and the log says so once.
 */
final class InstancesFile implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InstancesFile.class);

    private final InstancesSettings settings;
    private final Instances instances;
    private final JsonMapper json;
    private byte[] content = {};
    private boolean bad;
    private volatile @Nullable ScheduledExecutorService poller;

    InstancesFile(InstancesSettings settings, Instances instances, JsonMapper json) {
        this.settings = settings;
        this.instances = instances;
        this.json = json;
    }

    @Override
    public void start() {
        Path file = Objects.requireNonNull(settings.file());
        poll(file);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("instances").daemon().factory());
        long millis = settings.pollInterval().toMillis();
        // Every outcome of a poll is handled inside it, so that no exception can end the schedule.
        var _ = executor.scheduleWithFixedDelay(() -> poll(file), millis, millis, TimeUnit.MILLISECONDS);
        poller = executor;
    }

    private void poll(Path file) {
        try {
            byte[] read = Files.readAllBytes(file);
            if (bad || !Arrays.equals(read, content)) {
                Map<String, List<Address>> addresses = parse(read);
                instances.replace(addresses);
                content = read;
                bad = false;
                log.info("Instances: {}", addresses);
            }
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            if (!bad) {
                log.warn("{} can't be read, the last good list stays: {}", file, e.toString());
            }
            bad = true;
        }
    }

    private Map<String, List<Address>> parse(byte[] read) {
        Map<String, List<Entry>> entries = json.readValue(read, new TypeReference<Map<String, List<Entry>>>() {});
        Map<String, List<Address>> addresses = new HashMap<>();
        entries.forEach((service, list) -> addresses.put(
                service,
                list.stream()
                        .map(entry -> new Address(String.valueOf(entry.host()), entry.port()))
                        .toList()));
        return addresses;
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = poller;
        if (executor != null) {
            executor.shutdownNow();
            poller = null;
        }
    }

    @Override
    public boolean isRunning() {
        return poller != null;
    }

    /** Before the web server starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    private record Entry(int index, @Nullable String host, int port) {}
}

package io.breakwater.local.drill;

import io.breakwater.local.outcome.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One drill at a time: the kernel gives the lock back however the process ends. */
final class DrillLock implements AutoCloseable {

    private final FileChannel channel;

    private DrillLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws Refusal where another drill is under way */
    static DrillLock take(Path run) {
        try {
            FileChannel channel =
                    FileChannel.open(run.resolve("drill.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw Refusal.environment("Another drill is under way here; one at a time.");
            }
            return new DrillLock(channel);
        } catch (IOException e) {
            throw Refusal.environment("%s can't be locked (%s).", run, Refusal.reason(e));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Refusal.failed("The drill's lock can't be given back (%s).", Refusal.reason(e));
        }
    }
}

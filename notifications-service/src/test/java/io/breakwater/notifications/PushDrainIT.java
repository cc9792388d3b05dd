package io.breakwater.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.notifications.EventStream.Event;
import io.breakwater.platform.drain.Drain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live push at an instance that leaves. */
class PushDrainIT {

    private final UUID userId = UUID.randomUUID();

    @TempDir
    private Path directory;

    @Test
    void everybodyIsToldToComeBackAndNobodyHoldsTheDrainUp() throws IOException, InterruptedException {
        Path skipHold = directory.resolve("skip-hold");
        Replica replica = new Replica("platform.drain.hold=120s", "platform.drain.skip-hold-file=" + skipHold);
        EventStream events = new EventStream(replica.port(), userId, null);
        PushSocket socket = new PushSocket(replica.port(), userId, "");
        StubbornReader stubborn = StubbornReader.socket(replica.port(), userId);
        Drain drain = replica.bean(Drain.class);

        Thread leaving = Thread.ofVirtual().start(replica::close);

        assertThat(events.next()).isEqualTo(new Event("", "reconnect", "{\"reason\":\"draining\"}"));
        assertThat(events.endsNext()).isTrue();
        assertThat(socket.closeCode()).isEqualTo(1012);
        assertThat(StubbornReader.closeCode(stubborn.lastBytes())).isEqualTo(1012);
        assertThat(drain.draining()).isTrue();
        EventStream refused = new EventStream(replica.port(), userId, null);
        assertThat(refused.response().statusCode()).isEqualTo(503);
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.response().headers().firstValue("Connection")).contains("close");
        Files.createFile(skipHold);
        assertThat(leaving.join(Duration.ofSeconds(60))).isTrue();
        stubborn.close();
    }
}

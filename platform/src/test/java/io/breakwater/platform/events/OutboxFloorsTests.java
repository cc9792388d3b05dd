package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.events.OutboxBatch.Held;
import io.breakwater.platform.events.OutboxBatch.Horizon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxFloorsTests {

    private static final long NOTHING = Long.MAX_VALUE;

    private final OutboxFloors floors = new OutboxFloors();

    @Test
    void risesWhenEveryTransactionHasEndedThatMayStillShowALowerPosition() {
        look(1, 10, 20, new Horizon(90, 100), false);
        assertThat(floor()).as("whoever was writing may show position 15").isZero();

        look(1, 21, 30, new Horizon(99, 110), false);
        assertThat(floor()).as("one of them is still at it").isZero();
        look(1, 31, 40, new Horizon(100, 120), false);

        assertThat(floor()).isEqualTo(20);
    }

    @Test
    void staysBelowWhatAppearedLate() {
        look(1, 10, 20, new Horizon(90, 100), false);

        look(1, 15, 15, new Horizon(100, 110), false);
        assertThat(floor()).isZero();
        look(1, NOTHING, 0, new Horizon(110, 120), false);

        assertThat(floor()).isEqualTo(20);
    }

    @Test
    void staysWhileAnAggregateRests() {
        look(1, 10, 20, new Horizon(90, 100), false);

        look(1, 21, 30, new Horizon(110, 120), true);
        assertThat(floor()).as("its rows were passed over").isZero();
        look(1, 21, 30, new Horizon(110, 120), false);

        assertThat(floor()).isEqualTo(20);
    }

    @Test
    void beginsAnewWithEveryLeaseAndAfterAFailure() {
        look(1, 10, 20, new Horizon(90, 100), false);
        look(1, NOTHING, 0, new Horizon(100, 100), false);
        assertThat(floor()).isEqualTo(20);

        look(2, NOTHING, 0, new Horizon(100, 100), false);
        assertThat(floor()).as("another epoch").isZero();

        look(2, 30, 40, new Horizon(100, 100), false);
        look(2, NOTHING, 0, new Horizon(100, 100), false);
        assertThat(floor()).isEqualTo(40);
        floors.forget();
        assertThat(floors.positions()).isEmpty();
    }

    private void look(long epoch, long first, long last, Horizon horizon, boolean resting) {
        floors.learn(new OutboxBatch(List.of(), Map.of(3, new Held(epoch, first, last)), horizon, resting, false));
    }

    private long floor() {
        assertThat(floors.partitions()).containsExactly(3);
        return floors.positions()[0];
    }
}

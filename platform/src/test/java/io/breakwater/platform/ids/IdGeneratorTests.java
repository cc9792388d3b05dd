package io.breakwater.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class IdGeneratorTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void anIdSaysVersionVariantAndTime() {
        UUID id = new IdGenerator(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1)).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void idsGrowWhileTheClockStandsStill() {
        IdGenerator ids = new IdGenerator(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));

        List<UUID> many = IntStream.range(0, 20_000).mapToObj(i -> ids.next()).toList();

        assertThat(many).isSortedAccordingTo(Comparator.comparing(UUID::toString));
        assertThat(many).doesNotHaveDuplicates();
        assertThat(many).allMatch(id -> id.version() == 7);
        // 20,000 ids use up five milliseconds' counters, not more than six.
        assertThat(many.getLast().getMostSignificantBits() >>> 16).isLessThan(NOW.toEpochMilli() + 7);
    }

    @Test
    void idsOfManyThreadsAreDistinct() {
        IdGenerator ids = new IdGenerator(Clock.systemUTC(), new SecureRandom());
        Set<UUID> distinct = new HashSet<>(
                IntStream.range(0, 50_000).parallel().mapToObj(i -> ids.next()).toList());

        assertThat(distinct).hasSize(50_000);
    }

    @Test
    void aTokenHas43CharactersAndItsHash64() {
        Tokens tokens = new Tokens(new SecureRandom());

        assertThat(tokens.mint()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(tokens.mint());
        assertThat(Tokens.sha256Hex("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aServiceCanChooseItsClock() {
        ApplicationContextRunner runner =
                new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(IdsAutoConfiguration.class));
        Clock fixed = Clock.fixed(NOW, ZoneOffset.UTC);

        runner.run(context -> assertThat(context)
                .hasSingleBean(Clock.class)
                .hasSingleBean(IdGenerator.class)
                .hasSingleBean(Tokens.class));
        runner.withBean(Clock.class, () -> fixed)
                .run(context -> assertThat(
                                context.getBean(IdGenerator.class).next().getMostSignificantBits() >>> 16)
                        .isEqualTo(NOW.toEpochMilli()));
    }
}

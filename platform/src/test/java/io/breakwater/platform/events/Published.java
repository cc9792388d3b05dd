package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.testing.KafkaRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/** A topic read from its beginning: what its consumers see once their inboxes have dropped the duplicates. */
record Published(Map<UUID, List<Long>> firstOccurrences, int events, int duplicates, boolean rolledBack) {

    static Published on(TestTopic topic) {
        Map<UUID, List<Long>> versions = new HashMap<>();
        Set<String> seen = new HashSet<>();
        int duplicates = 0;
        boolean rolledBack = false;
        for (KafkaRecords.Received message : topic.messages()) {
            if (seen.add(message.headers().get("ce_id"))) {
                versions.computeIfAbsent(UUID.fromString(message.key()), key -> new ArrayList<>())
                        .add(Long.valueOf(message.headers().get("ce_aggregateversion")));
            } else {
                duplicates++;
            }
            rolledBack |= message.value().contains(Traffic.ROLLED_BACK);
        }
        return new Published(versions, seen.size(), duplicates, rolledBack);
    }

    /** I6: every committed change at least once, nothing else, and per key the first occurrences in commit order. */
    void requireExactly(Map<UUID, Long> committed) {
        assertThat(rolledBack).as("an event without its change").isFalse();
        committed.forEach((key, last) -> assertThat(firstOccurrences.getOrDefault(key, List.of()))
                .as("first occurrences of %s", key)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList()));
        assertThat(firstOccurrences.keySet()).isSubsetOf(committed.keySet());
    }
}

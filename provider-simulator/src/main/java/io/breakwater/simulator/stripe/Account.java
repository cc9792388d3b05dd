package io.breakwater.simulator.stripe;

import io.breakwater.simulator.fault.Strike;
import io.breakwater.simulator.http.Json;
import io.breakwater.simulator.journal.Journal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one merchant's account: its intents and its idempotency keys. All content is in the journal; memory holds only
 * where it is, about 150 bytes an intent and 250 a key. Whichever {@code sk_test_...} key was sent, it is this account.
 */
public final class Account implements Closeable {

    // Some 30 MB of heap at worst, and far more than a day of drills makes. Beyond: 503 with what to do.
    private static final int MAX_INTENTS = 200_000;

    // One remembered offset for this many positions, so that reading on costs one short scan.
    private static final int LANDMARK_EVERY = 256;

    private static final DateTimeFormatter UTC_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final PaymentIntents rules;
    private final ReentrantLock deciding = new ReentrantLock();
    private final Map<String, Long> intents = new HashMap<>();
    private final IdempotencyKeys keys;
    private final Map<Long, Long> landmarks = new HashMap<>();
    private final Journal journal;
    private long position;

    /**
     * What to answer.
     *
     * @param originalRequestId of the call whose stored answer this is, null where it was executed now
     */
    record Reply(int status, String body, @Nullable String originalRequestId) {}

    /**
     * Rebuilds everything from the directory's journal.
     *
     * @throws IOException where the directory can't be written, is in use, or holds a damaged journal
     */
    public Account(Path directory, Clock clock, RandomGenerator random) throws IOException {
        this.clock = clock;
        this.rules = new PaymentIntents(clock, random);
        this.keys = new IdempotencyKeys(clock);
        this.journal = Journal.open(directory, this::recover);
    }

    void validate(Call call) {
        rules.validate(call);
    }

    /** Whether the call's answer is stored already. */
    boolean answered(Call call) {
        deciding.lock();
        try {
            return call.key() != null && keys.find(call.key()).isPresent();
        } finally {
            deciding.unlock();
        }
    }

    /** The payment method that a call names or, where it names none, its intent has. */
    @Nullable
    String methodOf(Call call) {
        String sent = call.form().find("payment_method");
        if (sent != null) {
            return sent;
        }
        deciding.lock();
        try {
            Intent intent = find(call.intentId());
            return intent == null ? null : intent.paymentMethod();
        } finally {
            deciding.unlock();
        }
    }

    /**
     * Claims the call's key until {@link #release}; a key whose answer is stored needs no claim.
     *
     * @return whether there is something to release
     * @throws StripeProblem where another call holds it
     */
    boolean claim(Call call) {
        String key = call.key();
        deciding.lock();
        try {
            if (key == null || keys.find(key).isPresent()) {
                return false;
            }
            if (!keys.claim(key)) {
                throw StripeProblem.keyInUse(key);
            }
            return true;
        } finally {
            deciding.unlock();
        }
    }

    void release(Call call) {
        deciding.lock();
        try {
            if (call.key() != null) {
                keys.release(call.key());
            }
        } finally {
            deciding.unlock();
        }
    }

    /** Decides, writes and remembers in one step; what it returns or throws is on the disk. */
    Reply execute(Call call, Strike strike) {
        try {
            deciding.lock();
            try {
                Optional<Reply> stored = storedReply(call);
                return stored.isPresent() ? stored.get() : decide(call, strike);
            } finally {
                deciding.unlock();
            }
        } finally {
            // Refusals are stored as well, and a read may have seen what another call has just appended.
            journal.awaitSynced();
        }
    }

    /** Hands on all that happened after a position, in order, up to now; all of it is on the disk. */
    public void history(long after, Consumer<Map<String, @Nullable Object>> reader) {
        long offset;
        long end;
        deciding.lock();
        try {
            end = journal.end();
            Long landmark = landmarks.get(after / LANDMARK_EVERY * LANDMARK_EVERY);
            offset = after >= position ? end : landmark == null ? 0 : landmark;
        } finally {
            deciding.unlock();
        }
        journal.awaitSynced();
        while (offset < end) {
            byte[] bytes = journal.read(offset);
            JournalLine line = JournalLine.parse(bytes).orElseThrow();
            if (line.position() != null && line.position() > after) {
                line.item().ifPresent(reader);
            }
            offset += bytes.length + 1;
        }
    }

    private Reply decide(Call call, Strike strike) {
        requireRoom(call);
        try {
            PaymentIntents.Decision decision = rules.decide(call, find(call.intentId()), strike);
            keep(call, decision);
            return new Reply(decision.status(), Json.MAPPER.writeValueAsString(decision.body()), null);
        } catch (StripeProblem problem) {
            if (problem.executed()) {
                keep(call, new PaymentIntents.Decision(null, null, problem.status(), problem.body()));
            }
            throw problem;
        }
    }

    private void keep(Call call, PaymentIntents.Decision decision) {
        Intent changed = decision.changed();
        if (changed == null && call.key() == null) {
            return;
        }
        JournalLine line = new JournalLine(
                changed == null ? null : position + 1,
                UTC_MILLIS.format(clock.instant()),
                call.operation().journalName(),
                call.key(),
                decision.outcome(),
                changed,
                call.key() == null ? null : JournalLine.StoredAnswer.of(call, decision));
        remember(journal.append(line.bytes()), line);
    }

    private boolean recover(long offset, byte[] bytes) {
        Optional<JournalLine> line = JournalLine.parse(bytes);
        line.ifPresent(whole -> remember(offset, whole));
        return line.isPresent();
    }

    private void remember(long offset, JournalLine line) {
        if (line.position() != null) {
            position = line.position();
            if (position % LANDMARK_EVERY == 0) {
                landmarks.put(position, offset);
            }
        }
        if (line.intent() != null) {
            intents.put(line.intent().id(), offset);
        }
        if (line.idempotencyKey() != null) {
            keys.remember(line.idempotencyKey(), offset, line.instant());
        }
    }

    private @Nullable Intent find(String id) {
        Long offset = intents.get(id);
        return offset == null ? null : line(offset).intent();
    }

    private Optional<Reply> storedReply(Call call) {
        OptionalLong offset = call.key() == null ? OptionalLong.empty() : keys.find(call.key());
        JournalLine.StoredAnswer answer =
                offset.isEmpty() ? null : line(offset.getAsLong()).answer();
        if (answer == null) {
            return Optional.empty();
        }
        answer.requireSame(call);
        String body = Json.MAPPER.writeValueAsString(answer.body());
        return Optional.of(new Reply(answer.status(), body, answer.requestId()));
    }

    private JournalLine line(long offset) {
        return JournalLine.parse(journal.read(offset)).orElseThrow();
    }

    private void requireRoom(Call call) {
        boolean another = call.operation() == Operation.CREATE && intents.size() >= MAX_INTENTS;
        if (another || (call.key() != null && keys.full())) {
            throw StripeProblem.storeFull();
        }
    }

    /** Completed when the journal can't be written any more: only a restart finds out what the disk holds. */
    public CompletionStage<IOException> broken() {
        return journal.broken();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}

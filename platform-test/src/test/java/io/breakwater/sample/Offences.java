package io.breakwater.sample;

import io.breakwater.other.Foreign;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/** One class for each rule. */
public final class Offences {

    private Offences() {}

    public static final class OrderService {}

    public static final class AbstractOrder {}

    /** Begins with a forbidden word, but means another. */
    public static final class Baseline {}

    public static final class Injected {
        @Autowired
        Clock clock;

        @Value("${some.key}")
        String value;
    }

    public record OptionalField(Optional<String> name) {}

    public static final class Sleeper {
        void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class Printer {
        void print() {
            System.out.println("order placed");
        }
    }

    public static final class StackPrinter {
        void print(IllegalStateException failure) {
            failure.printStackTrace();
        }
    }

    public static final class JdkLogger {
        void log() {
            java.util.logging.Logger.getLogger("orders").info("order placed");
        }
    }

    public static final class OrderController {}

    static final class OrderListener {}

    static final class TransactionalController {
        @Transactional
        void place() {}
    }

    public static final class Initialised {
        @PostConstruct
        void init() {}
    }

    public record Reactive(Mono<String> name) {}

    public record Mocking(Mockito mockito) {}

    public record NeighboursRecord(Foreign foreign) {}

    public static final class TimeAsker {
        Instant now() {
            return Instant.now();
        }
    }

    public static final class IdAsker {
        UUID id() {
            return UUID.randomUUID();
        }
    }

    public static final class ClockUser {
        Instant now(Clock clock) {
            return Instant.now(clock);
        }
    }
}

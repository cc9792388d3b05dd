package io.breakwater.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

class OutageLogTests {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> recorder = new ListAppender<>();

    @BeforeEach
    void record() {
        recorder.start();
        root.addAppender(recorder);
    }

    @AfterEach
    void stopRecording() {
        root.detachAppender(recorder);
    }

    @Test
    void anOutageIsToldWhenItBeginsAndWhenItIsOver() {
        OutageLog outages = new OutageLog(LoggerFactory.getLogger(OutageLogTests.class), "The sweeper");

        outages.succeeded();
        for (int i = 0; i < 5; i++) {
            assertThat(outages.failed(new QueryTimeoutException("away\nwith a second line")))
                    .isTrue();
        }
        outages.succeeded();
        outages.succeeded();

        assertThat(logged("The sweeper"))
                .satisfiesExactly(
                        begins -> assertThat(begins.getFormattedMessage()).endsWith("QueryTimeoutException: away"),
                        ends -> assertThat(ends.getFormattedMessage()).isEqualTo("The sweeper: goes on after 0 s"))
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getThrowableProxy)
                .containsExactly(tuple(Level.WARN, null), tuple(Level.INFO, null));
    }

    @Test
    void whatIsNoOutageIsLeftToTheCaller() {
        OutageLog outages = new OutageLog(LoggerFactory.getLogger(OutageLogTests.class), "The sweeper");

        assertThat(outages.failed(new IllegalStateException("a bug"))).isFalse();
        outages.succeeded();

        assertThat(logged("The sweeper")).isEmpty();
    }

    @Test
    void scheduledJobsTellOutagesTwiceAndBugsEveryTime() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TelemetryAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .withUserConfiguration(Jobs.class)
                .run(context -> {
                    assertThat(context).getBean(TaskScheduler.class).isInstanceOf(OutageAwareScheduler.class);
                    Jobs jobs = context.getBean(Jobs.class);

                    jobs.runsWith(new QueryTimeoutException("away"), 3);
                    jobs.runsWith(null, 2);
                    jobs.runsWith(new IllegalStateException("a bug"), 2);
                    jobs.runsWith(null, 2);

                    assertThat(logged("Jobs.sweep: ")).hasSize(2);
                    assertThat(logged("Unexpected error occurred in scheduled task"))
                            .isNotEmpty()
                            .allSatisfy(told -> {
                                assertThat(told.getLevel()).isEqualTo(Level.ERROR);
                                assertThat(told.getThrowableProxy().getMessage())
                                        .isEqualTo("a bug");
                            });
                });
    }

    @Test
    void withoutScheduledJobsThereIsNoScheduler() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TelemetryAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(TaskScheduler.class));
    }

    private List<ILoggingEvent> logged(String text) {
        // A copy: jobs may still be running.
        return List.copyOf(recorder.list).stream()
                .filter(event -> event.getFormattedMessage().contains(text))
                .toList();
    }

    @EnableScheduling
    static class Jobs {

        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private final BlockingQueue<Instant> runs = new LinkedBlockingQueue<>();

        @Scheduled(fixedDelay = 5)
        void sweep() {
            RuntimeException current = failure.get();
            runs.add(Instant.now());
            if (current != null) {
                throw current;
            }
        }

        void runsWith(@Nullable RuntimeException outcome, int times) {
            failure.set(outcome);
            // One run may have looked before.
            int enough = runs.size() + times + 1;
            Awaitility.await().atMost(AT_MOST).until(() -> runs.size() >= enough);
        }
    }
}

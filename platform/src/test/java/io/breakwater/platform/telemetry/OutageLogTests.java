package io.breakwater.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

@ExtendWith(OutputCaptureExtension.class)
class OutageLogTests {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @Test
    void anOutageIsToldWhenItBeginsAndWhenItIsOver(CapturedOutput output) {
        OutageLog outages = new OutageLog(LoggerFactory.getLogger(OutageLogTests.class), "The sweeper");

        outages.succeeded();
        for (int i = 0; i < 5; i++) {
            assertThat(outages.failed(new QueryTimeoutException("away\nwith a second line")))
                    .isTrue();
        }
        outages.succeeded();
        outages.succeeded();

        assertThat(output.getOut().lines().filter(line -> line.contains("The sweeper")))
                .satisfiesExactly(
                        begins -> assertThat(begins).contains("WARN").endsWith("QueryTimeoutException: away"),
                        ends -> assertThat(ends).contains("INFO").endsWith("The sweeper: goes on after 0 s"));
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void whatIsNoOutageIsLeftToTheCaller(CapturedOutput output) {
        OutageLog outages = new OutageLog(LoggerFactory.getLogger(OutageLogTests.class), "The sweeper");

        assertThat(outages.failed(new IllegalStateException("a bug"))).isFalse();
        outages.succeeded();

        assertThat(output).doesNotContain("The sweeper");
    }

    @Test
    void scheduledJobsTellOutagesTwiceAndBugsEveryTime(CapturedOutput output) {
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

                    assertThat(output.getOut().lines().filter(line -> line.contains("Jobs.sweep: ")))
                            .hasSize(2);
                    assertThat(output).containsPattern("ERROR.*Unexpected error occurred in scheduled task");
                    assertThat(output).contains("IllegalStateException: a bug", "\tat ");
                });
    }

    @Test
    void withoutScheduledJobsThereIsNoScheduler() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TelemetryAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(TaskScheduler.class));
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

package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.testing.SimulatedJob.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedJobTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @Test
    void immediate_isDoneWhenFirstAskedFor() {
        assertThat(polls(Timeline.immediate(), 2)).containsExactly("SUCCEEDED 100", "SUCCEEDED 100");
    }

    @Test
    void polls_progressEvenlyAndEnd() {
        assertThat(polls(Timeline.polls(4), 6))
                .containsExactly(
                        "RUNNING 0", "RUNNING 25", "RUNNING 50", "RUNNING 75", "SUCCEEDED 100", "SUCCEEDED 100");
    }

    @Test
    void invisibleAndQueued_comeFirst() {
        assertThat(polls(Timeline.polls(1).queuedFor(2).invisibleFor(1), 5))
                .containsExactly("INVISIBLE 0", "QUEUED 0", "QUEUED 0", "RUNNING 0", "SUCCEEDED 100");
    }

    @Test
    void failing_rollsBackAndKeepsTheCode() {
        SimulatedJob job =
                new SimulatedJob(Timeline.polls(1).failing("13", "no disk").rollingBackFor(1), time);

        assertThat(job.poll().code()).isEmpty();
        Status rollingBack = job.poll();
        assertThat(text(rollingBack)).isEqualTo("ROLLING_BACK 99");
        assertThat(rollingBack.code()).isEqualTo("13");
        Status failed = job.poll();
        assertThat(text(failed)).isEqualTo("FAILED 99");
        assertThat(failed.message()).isEqualTo("no disk");
        assertThat(failed.phase().isFinal()).isTrue();
    }

    @Test
    void vanishing_leavesNothing() {
        assertThat(polls(Timeline.polls(1).vanishing(), 3)).containsExactly("RUNNING 0", "VANISHED 99", "VANISHED 99");
    }

    @Test
    void peek_countsNothing() {
        SimulatedJob job = new SimulatedJob(Timeline.polls(1).invisibleFor(1), time);

        assertThat(Stream.generate(job::peek).limit(5).map(SimulatedJobTest::text))
                .containsOnly("INVISIBLE 0");
    }

    @Test
    void lasting_goesByTheClockWhetherOrNotAnybodyLooks() {
        SimulatedJob job =
                new SimulatedJob(Timeline.lasting(Duration.ofSeconds(100)).queuedFor(Duration.ofSeconds(20)), time);

        assertThat(text(job.poll())).isEqualTo("QUEUED 0");
        assertThat(job.peek().remaining()).isEqualTo(Duration.ofMinutes(2));
        time.advance(Duration.ofSeconds(50));
        assertThat(text(job.poll())).isEqualTo("RUNNING 30");
        assertThat(job.peek().remaining()).isEqualTo(Duration.ofSeconds(70));
        assertThat(job.endedAt()).isEmpty();
        time.advance(Duration.ofHours(1));
        assertThat(text(job.poll())).isEqualTo("SUCCEEDED 100");
        assertThat(job.peek().remaining()).isZero();
        assertThat(job.startedAt()).isEqualTo(ManualTimeSource.START);
        assertThat(job.endedAt()).contains(ManualTimeSource.START.plusSeconds(120));
    }

    @Test
    void lasting_ignoresAJumpOfTheWallClock() {
        SimulatedJob job = new SimulatedJob(Timeline.lasting(Duration.ofSeconds(100)), time);

        time.jumpWallClock(Duration.ofDays(1));

        assertThat(text(job.poll())).isEqualTo("RUNNING 0");
    }

    @Test
    void queueInPolls_startsTheClockOfTheRun() {
        SimulatedJob job =
                new SimulatedJob(Timeline.lasting(Duration.ofSeconds(10)).queuedFor(1), time);

        time.advance(Duration.ofSeconds(60));
        assertThat(text(job.poll())).isEqualTo("QUEUED 0");
        assertThat(text(job.poll())).isEqualTo("RUNNING 0");
        time.advance(Duration.ofSeconds(10));
        assertThat(text(job.poll())).isEqualTo("SUCCEEDED 100");
    }

    @Test
    void isTimed_whileNoStatusQueriesAreAwaited() {
        SimulatedJob mixed =
                new SimulatedJob(Timeline.lasting(Duration.ofMinutes(1)).queuedFor(1), time);

        assertThat(mixed.isTimed()).isFalse();
        mixed.poll();
        assertThat(mixed.isTimed()).isTrue();
        assertThat(new SimulatedJob(Timeline.immediate(), time).isTimed()).isTrue();
    }

    @Test
    void remaining_countsAPollAsASecond() {
        SimulatedJob job = new SimulatedJob(Timeline.polls(3).queuedFor(2), time);

        assertThat(Stream.generate(() -> job.poll().remaining().toSeconds()).limit(6))
                .containsExactly(5L, 4L, 3L, 2L, 1L, 0L);
    }

    @Test
    void cancel_endsARunningCopyOnly() {
        SimulatedJob job = new SimulatedJob(Timeline.polls(2), time);
        job.poll();

        assertThat(job.cancel()).isTrue();
        assertThat(text(job.poll())).isEqualTo("CANCELLED 50");
        assertThat(job.cancel()).isFalse();

        SimulatedJob done = new SimulatedJob(Timeline.immediate(), time);
        assertThat(done.cancel()).isFalse();
        assertThat(text(done.poll())).isEqualTo("SUCCEEDED 100");
    }

    @Test
    void scriptedEnd_isKnownFromTheStart() {
        SimulatedJob job = new SimulatedJob(Timeline.polls(2).failing("E_FAIL", "disk full"), time);

        assertThat(text(job.scriptedEnd())).isEqualTo("FAILED 99");
        assertThat(job.scriptedEnd().code()).isEqualTo("E_FAIL");
        assertThat(text(job.poll())).isEqualTo("RUNNING 0");
        assertThat(text(new SimulatedJob(Timeline.immediate(), time).scriptedEnd()))
                .isEqualTo("SUCCEEDED 100");
    }

    @Test
    void negativeSpans_areRefused() {
        assertThatThrownBy(() -> Timeline.polls(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Timeline.lasting(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Timeline.immediate().invisibleFor(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> polls(Timeline timeline, int count) {
        SimulatedJob job = new SimulatedJob(timeline, time);
        return Stream.generate(job::poll)
                .limit(count)
                .map(SimulatedJobTest::text)
                .toList();
    }

    private static String text(Status status) {
        return status.phase() + " " + status.percent();
    }
}

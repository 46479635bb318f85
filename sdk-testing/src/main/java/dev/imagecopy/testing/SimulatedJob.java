package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.Timeline.Ending;
import dev.imagecopy.testing.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One copy on its {@link Timeline}: a {@link Simulator} asks it for the current state of the copy. Created with
 * {@link Simulator#newJob()}.
 *
 * <p>Thread safety: none of its own; used inside {@link Simulator#handle}, guarded by the simulator's lock.
 */
public final class SimulatedJob {
    /** The phase of a copy. */
    public enum Phase {
        /** Accepted, but not found by status queries yet. */
        INVISIBLE,
        /** Waiting. */
        QUEUED,
        /** Being created. */
        RUNNING,
        /** Failed and rolling back. */
        ROLLING_BACK,
        /** Done. */
        SUCCEEDED,
        /** Finally failed. */
        FAILED,
        /** Gone without a trace. */
        VANISHED,
        /** Ended by {@link SimulatedJob#cancel()}. */
        CANCELLED;

        /**
         * Returns whether this phase is final.
         *
         * @return true for the last four
         */
        public boolean isFinal() {
            return compareTo(SUCCEEDED) >= 0;
        }
    }

    /**
     * The state of a copy at one moment.
     *
     * @param phase its phase
     * @param percent its progress in percent, 0 to 100; exactly 100 if it succeeded
     * @param remaining how long queueing and running will still take, counting each status query as a second
     * @param code the service's code if it has failed or is rolling back; otherwise empty
     * @param message the service's message if it has failed or is rolling back; otherwise empty
     */
    public record Status(Phase phase, int percent, Duration remaining, String code, String message) {}

    private record Stage(Phase phase, Span span) {}

    private final TimeSource time;
    private final Timeline timeline;
    private final List<Stage> stages = new ArrayList<>();
    private final Instant startedAt;
    private final long startNanos;
    private int stage;
    private int pollsInStage;
    private int invisiblePolls;
    private long stageStart;
    private int percentAtEnd;
    private @Nullable Phase end;

    SimulatedJob(Timeline timeline, TimeSource time) {
        this(timeline, time, time.nanoTime());
    }

    /** A job that started a while ago, when a slot became free for it. */
    SimulatedJob(Timeline timeline, TimeSource time, long startNanos) {
        this.timeline = timeline;
        this.time = time;
        this.startedAt = time.now().minusNanos(time.nanoTime() - startNanos);
        this.startNanos = startNanos;
        this.stageStart = startNanos;
        this.invisiblePolls = timeline.invisiblePolls();
        stages.add(new Stage(Phase.QUEUED, timeline.queued()));
        stages.add(new Stage(Phase.RUNNING, timeline.running()));
        if (timeline.ending() == Ending.FAILED) {
            stages.add(new Stage(Phase.ROLLING_BACK, timeline.rollingBack()));
        }
    }

    /**
     * Counts a status query of the client, and returns the state.
     *
     * @return the state that this query sees
     */
    public Status poll() {
        Status seen = peek();
        if (seen.phase() == Phase.INVISIBLE) {
            invisiblePolls--;
        } else if (end == null) {
            pollsInStage++;
        }
        return seen;
    }

    /**
     * Returns the state without counting a status query, for the simulator's own rules and for other calls.
     *
     * @return the current state
     */
    public Status peek() {
        moveOn();
        boolean failed =
                end == Phase.FAILED || (end == null && stages.get(stage).phase() == Phase.ROLLING_BACK);
        return new Status(
                phase(), percent(), remaining(), failed ? timeline.code() : "", failed ? timeline.message() : "");
    }

    /**
     * Cancels the copy.
     *
     * @return false if it had already ended
     */
    public boolean cancel() {
        moveOn();
        if (end != null) {
            return false;
        }
        percentAtEnd = percent();
        stageStart = time.nanoTime();
        end = Phase.CANCELLED;
        return true;
    }

    /**
     * Returns whether {@link Status#remaining()} is a real time, because no remaining phase is counted in status queries.
     *
     * @return false if a remaining phase is counted in status queries
     */
    public boolean isTimed() {
        moveOn();
        return end != null
                || stages.subList(stage, stages.size()).stream()
                        .noneMatch(left -> left.span().inPolls());
    }

    /**
     * Returns how the copy will end unless it is cancelled, for a service that does not answer until then.
     *
     * @return the scripted final state, reached after {@link Status#remaining()}
     */
    public Status scriptedEnd() {
        Phase last = Phase.valueOf(timeline.ending().name());
        int percent = last == Phase.SUCCEEDED ? 100 : 99;
        boolean failed = last == Phase.FAILED;
        return new Status(
                last, percent, Duration.ZERO, failed ? timeline.code() : "", failed ? timeline.message() : "");
    }

    /**
     * Returns when the copy was accepted.
     *
     * @return the wall-clock time
     */
    public Instant startedAt() {
        return startedAt;
    }

    /**
     * Returns when the copy ended.
     *
     * @return the wall-clock time; empty while it has not ended
     */
    public Optional<Instant> endedAt() {
        moveOn();
        return end == null ? Optional.empty() : Optional.of(startedAt.plusNanos(stageStart - startNanos));
    }

    /**
     * Returns when the copy ended, for a service that then starts the next one.
     *
     * @return the time source's monotonic time; empty while it has not ended
     */
    public OptionalLong endNanos() {
        moveOn();
        return end == null ? OptionalLong.empty() : OptionalLong.of(stageStart);
    }

    /**
     * When the state changes although no status query counts, or up to 100 ns before that, or when it ended: monotonic time.
     * Empty if only status queries change it.
     */
    OptionalLong changesAt() {
        moveOn();
        if (end != null) {
            return OptionalLong.of(stageStart);
        }
        if (stages.get(stage).span().inPolls()) {
            return OptionalLong.empty();
        }
        long whole = stages.get(stage).span().duration().toNanos();
        boolean moves = stages.get(stage).phase() == Phase.RUNNING && percent() < 99;
        return OptionalLong.of(stageStart + (moves ? whole / 100 * (percent() + 1) : whole));
    }

    /** Leaves every phase that has ended. A timed phase ends at its own end, not when it is looked at. */
    private void moveOn() {
        while (end == null) {
            Span span = stages.get(stage).span();
            long now = time.nanoTime();
            if (span.inPolls()) {
                if (pollsInStage < span.polls()) {
                    return;
                }
                stageStart = now;
            } else if (now - stageStart >= span.duration().toNanos()) {
                stageStart += span.duration().toNanos();
            } else {
                return;
            }
            pollsInStage = 0;
            if (++stage == stages.size()) {
                percentAtEnd = timeline.ending() == Ending.SUCCEEDED ? 100 : 99;
                end = Phase.valueOf(timeline.ending().name());
            }
        }
    }

    private Phase phase() {
        if (invisiblePolls > 0 && end != Phase.CANCELLED) {
            return Phase.INVISIBLE;
        }
        return end != null ? end : stages.get(stage).phase();
    }

    private int percent() {
        if (end != null) {
            return percentAtEnd;
        }
        return switch (stages.get(stage).phase()) {
            case RUNNING -> (int) Math.min(99, Math.floor(100 * doneOfStage()));
            case ROLLING_BACK -> 99;
            default -> 0;
        };
    }

    private double doneOfStage() {
        Span span = stages.get(stage).span();
        return span.inPolls()
                ? (double) pollsInStage / span.polls()
                : (double) (time.nanoTime() - stageStart) / span.duration().toNanos();
    }

    private Duration remaining() {
        Duration sum = Duration.ZERO;
        for (int i = stage; end == null && i < stages.size(); i++) {
            if (stages.get(i).phase() != Phase.ROLLING_BACK) {
                Span span = stages.get(i).span();
                Duration whole = span.inPolls() ? Duration.ofSeconds(span.polls()) : span.duration();
                Duration past = i > stage
                        ? Duration.ZERO
                        : span.inPolls()
                                ? Duration.ofSeconds(pollsInStage)
                                : Duration.ofNanos(time.nanoTime() - stageStart);
                sum = sum.plus(whole.minus(past));
            }
        }
        return sum;
    }
}

package dev.imagecopy.testing;

import java.time.Duration;
import java.util.Objects;

/**
 * The course of a copy on a {@link Simulator}: how long it waits and runs, and how it ends. Immutable: every method returns a
 * changed copy. Its phases are measured either in status queries, which makes a test independent of any clock, or in time by
 * the simulator's time source. Each phase takes 0 or more queries, or 0 to 100 years; anything else is an
 * {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * Timeline.polls(4).queuedFor(1).invisibleFor(2)                       // 2 not found, 1 queued, 4 running, then done
 * Timeline.lasting(Duration.ofMinutes(10)).failing("IMG.0040", "…")    // progress for ten minutes, then failed
 * }</pre>
 */
public final class Timeline {
    /** How the copy ends. */
    enum Ending {
        SUCCEEDED,
        FAILED,
        VANISHED
    }

    /** A number of status queries, or a time. */
    record Span(int polls, Duration duration) {
        static final Span NONE = new Span(0, Duration.ZERO);

        static Span polls(int count) {
            Input.atLeast(0, "polls", count);
            return new Span(count, Duration.ZERO);
        }

        static Span lasting(Duration duration) {
            Input.duration("duration", duration);
            return new Span(0, duration);
        }

        boolean inPolls() {
            return polls > 0;
        }
    }

    private final int invisiblePolls;
    private final Span queued;
    private final Span running;
    private final Span rollingBack;
    private final Ending ending;
    private final String code;
    private final String message;

    private Timeline(
            int invisiblePolls,
            Span queued,
            Span running,
            Span rollingBack,
            Ending ending,
            String code,
            String message) {
        this.invisiblePolls = invisiblePolls;
        this.queued = queued;
        this.running = running;
        this.rollingBack = rollingBack;
        this.ending = ending;
        this.code = Objects.requireNonNull(code, "code");
        this.message = Objects.requireNonNull(message, "message");
    }

    /**
     * Returns the timeline of a copy that is done at the first status query.
     *
     * @return the timeline
     */
    public static Timeline immediate() {
        return polls(0);
    }

    /**
     * Returns the timeline of a copy that is done after a number of status queries.
     *
     * @param count how many queries see it running, with evenly growing progress; the next one sees it done
     * @return the timeline
     */
    public static Timeline polls(int count) {
        return new Timeline(0, Span.NONE, Span.polls(count), Span.NONE, Ending.SUCCEEDED, "", "");
    }

    /**
     * Returns the timeline of a copy that is done after a time.
     *
     * @param duration how long it runs, by the simulator's time source, with evenly growing progress
     * @return the timeline
     */
    public static Timeline lasting(Duration duration) {
        return new Timeline(0, Span.NONE, Span.lasting(duration), Span.NONE, Ending.SUCCEEDED, "", "");
    }

    /**
     * Lets the copy wait in the queue first.
     *
     * @param polls how many status queries see it waiting
     * @return the changed copy
     */
    public Timeline queuedFor(int polls) {
        return new Timeline(invisiblePolls, Span.polls(polls), running, rollingBack, ending, code, message);
    }

    /**
     * Lets the copy wait in the queue first.
     *
     * @param duration how long it waits
     * @return the changed copy
     */
    public Timeline queuedFor(Duration duration) {
        return new Timeline(invisiblePolls, Span.lasting(duration), running, rollingBack, ending, code, message);
    }

    /**
     * Lets the copy fail at its end.
     *
     * @param failureCode the service's code
     * @param failureMessage the service's message
     * @return the changed copy
     */
    public Timeline failing(String failureCode, String failureMessage) {
        return new Timeline(invisiblePolls, queued, running, rollingBack, Ending.FAILED, failureCode, failureMessage);
    }

    /**
     * Lets a failing copy roll back before it has finally failed.
     *
     * @param polls how many status queries see it rolling back
     * @return the changed copy
     */
    public Timeline rollingBackFor(int polls) {
        return new Timeline(invisiblePolls, queued, running, Span.polls(polls), ending, code, message);
    }

    /**
     * Lets a failing copy roll back before it has finally failed.
     *
     * @param duration how long it rolls back
     * @return the changed copy
     */
    public Timeline rollingBackFor(Duration duration) {
        return new Timeline(invisiblePolls, queued, running, Span.lasting(duration), ending, code, message);
    }

    /**
     * Lets the copy disappear at its end: from then on it is not found.
     *
     * @return the changed copy
     */
    public Timeline vanishing() {
        return new Timeline(invisiblePolls, queued, running, rollingBack, Ending.VANISHED, code, message);
    }

    /**
     * Hides the accepted copy from the first status queries, as an eventually consistent service does. These queries do not
     * count towards the other phases; time passes as usual.
     *
     * @param polls how many status queries find nothing
     * @return the changed copy
     */
    public Timeline invisibleFor(int polls) {
        return new Timeline(Span.polls(polls).polls(), queued, running, rollingBack, ending, code, message);
    }

    int invisiblePolls() {
        return invisiblePolls;
    }

    Span queued() {
        return queued;
    }

    Span running() {
        return running;
    }

    Span rollingBack() {
        return rollingBack;
    }

    Ending ending() {
        return ending;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}

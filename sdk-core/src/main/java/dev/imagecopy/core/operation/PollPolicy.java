package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When to poll an operation. Immutable.
 *
 * <p>The first poll comes {@code initialDelay} after acceptance. From then on the interval is {@code fraction} of the time
 * since acceptance, limited to between {@code minInterval} and {@code maxInterval}, and varied at random by up to
 * {@code jitter} of itself. A hint from the service is a lower bound (at most 5 minutes); throttling doubles the interval, up
 * to 5 minutes before it is varied.
 *
 * <p>No duration may be longer than 365 days.
 *
 * @param initialDelay time from acceptance to the first poll; default 2 s
 * @param minInterval the shortest interval; default 2 s, positive
 * @param maxInterval the longest interval; default 30 s, at least {@code minInterval}
 * @param fraction the interval as a fraction of the elapsed time; default 0.05, 0 to 1
 * @param jitter the random variation as a fraction of the interval; default 0.2, 0 to 0.9
 * @param notFoundGrace how long after acceptance "not found" still means "not yet visible"; default 60 s
 * @param maxPollsPerSecond the limit for all polls of one client together, beyond which all intervals are stretched evenly;
 *     default 500
 */
public record PollPolicy(
        Duration initialDelay,
        Duration minInterval,
        Duration maxInterval,
        double fraction,
        double jitter,
        Duration notFoundGrace,
        int maxPollsPerSecond) {
    /** Neither a hint nor throttling extends an interval beyond this, before jitter. */
    private static final Duration CEILING = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 8;
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final PollPolicy STANDARD = new PollPolicy(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            0.05,
            0.2,
            Duration.ofSeconds(60),
            500);

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if a value is out of range; the message lists every violation
     */
    public PollPolicy {
        requireNonNull(initialDelay, "initialDelay");
        requireNonNull(minInterval, "minInterval");
        requireNonNull(maxInterval, "maxInterval");
        requireNonNull(notFoundGrace, "notFoundGrace");
        List<String> violations = new ArrayList<>();
        if (initialDelay.isNegative()) {
            violations.add("initialDelay must not be negative");
        }
        if (minInterval.isNegative() || minInterval.isZero()) {
            violations.add("minInterval must be positive");
        }
        if (maxInterval.compareTo(minInterval) < 0) {
            violations.add("maxInterval must be at least minInterval");
        }
        if (!(fraction >= 0 && fraction <= 1)) {
            violations.add("fraction must be from 0 to 1");
        }
        if (!(jitter >= 0 && jitter <= 0.9)) {
            violations.add("jitter must be from 0 to 0.9");
        }
        if (notFoundGrace.isNegative()) {
            violations.add("notFoundGrace must not be negative");
        }
        for (Duration value : List.of(initialDelay, maxInterval, notFoundGrace)) {
            if (value.compareTo(LONGEST) > 0) {
                violations.add("durations must be at most " + LONGEST.toDays() + " days");
            }
        }
        if (maxPollsPerSecond < 1) {
            violations.add("maxPollsPerSecond must be at least 1");
        }
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("PollPolicy: " + String.join("; ", violations));
        }
    }

    /** {@return the standard policy} */
    public static PollPolicy standard() {
        return STANDARD;
    }

    /**
     * Returns the time to the next poll, for programs that schedule polls themselves. A client does this for every wait.
     *
     * @param elapsed time since the operation was accepted
     * @param hint the service's lower bound; zero if it gave none
     * @param doublings how often the interval is doubled because the service throttles; below 0 counts as 0, above 8 as 8
     * @param random a number from 0 to 1, excluding 1
     */
    public Duration nextInterval(Duration elapsed, Duration hint, int doublings, double random) {
        double nanos = Math.max(0, nanos(requireNonNull(elapsed, "elapsed"))) * fraction;
        nanos = Math.max(nanos(minInterval), Math.min(nanos(maxInterval), nanos));
        int bounded = Math.max(0, Math.min(MAX_DOUBLINGS, doublings));
        nanos = Math.min(Math.max(nanos, nanos(CEILING)), nanos * (1 << bounded));
        nanos *= 1 + jitter * (2 * random - 1);
        double least = Math.min(nanos(requireNonNull(hint, "hint")), nanos(CEILING));
        return Duration.ofNanos((long) Math.max(nanos, least));
    }

    private static double nanos(Duration duration) {
        return duration.toSeconds() * 1e9 + duration.toNanosPart();
    }

    /**
     * Returns a builder that holds these values.
     *
     * @return a builder that holds these values
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a policy. Not thread-safe. */
    public static final class Builder {
        private Duration initialDelay;
        private Duration minInterval;
        private Duration maxInterval;
        private double fraction;
        private double jitter;
        private Duration notFoundGrace;
        private int maxPollsPerSecond;

        private Builder(PollPolicy from) {
            initialDelay = from.initialDelay;
            minInterval = from.minInterval;
            maxInterval = from.maxInterval;
            fraction = from.fraction;
            jitter = from.jitter;
            notFoundGrace = from.notFoundGrace;
            maxPollsPerSecond = from.maxPollsPerSecond;
        }

        /**
         * Sets the time from acceptance to the first poll.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder initialDelay(Duration value) {
            initialDelay = requireNonNull(value, "initialDelay");
            return this;
        }

        /**
         * Sets the shortest interval.
         *
         * @param value positive
         * @return this builder
         */
        public Builder minInterval(Duration value) {
            minInterval = requireNonNull(value, "minInterval");
            return this;
        }

        /**
         * Sets the longest interval.
         *
         * @param value at least the shortest
         * @return this builder
         */
        public Builder maxInterval(Duration value) {
            maxInterval = requireNonNull(value, "maxInterval");
            return this;
        }

        /**
         * Sets the interval as a fraction of the elapsed time.
         *
         * @param value 0 to 1
         * @return this builder
         */
        public Builder fraction(double value) {
            fraction = value;
            return this;
        }

        /**
         * Sets the random variation as a fraction of the interval.
         *
         * @param value 0 to 0.9
         * @return this builder
         */
        public Builder jitter(double value) {
            jitter = value;
            return this;
        }

        /**
         * Sets how long after acceptance "not found" still means "not yet visible".
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder notFoundGrace(Duration value) {
            notFoundGrace = requireNonNull(value, "notFoundGrace");
            return this;
        }

        /**
         * Sets the limit for all polls of one client together.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxPollsPerSecond(int value) {
            maxPollsPerSecond = value;
            return this;
        }

        /**
         * Creates the policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if a value is out of range; the message lists every violation
         */
        public PollPolicy build() {
            return new PollPolicy(
                    initialDelay, minInterval, maxInterval, fraction, jitter, notFoundGrace, maxPollsPerSecond);
        }
    }
}

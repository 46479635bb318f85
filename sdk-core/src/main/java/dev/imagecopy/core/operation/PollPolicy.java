package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When to ask a service how an operation stands. Immutable.
 *
 * <p>The first poll comes {@code initialDelay} after acceptance; then the interval is {@code fraction} of the time
 * elapsed since then, kept between {@code minInterval} and {@code maxInterval}, plus or minus {@code jitter} of itself. A
 * hint of the service is a lower bound (at most 5 minutes); throttling doubles the interval, up to 5 minutes.
 *
 * <p>No duration may be longer than 365 days.
 *
 * @param initialDelay time from acceptance to the first poll; default 2 s
 * @param minInterval the shortest interval; default 2 s, positive
 * @param maxInterval the longest interval; default 30 s, at least {@code minInterval}
 * @param fraction part of the elapsed time that makes the interval; default 0.05, 0 to 1
 * @param jitter part of the interval by which it varies at random; default 0.2, 0 to 0.9
 * @param notFoundGrace how long after acceptance "not found" still means "not yet visible"; default 60 s
 * @param maxPollsPerSecond ceiling for all polls of one client, beyond which intervals stretch evenly; default 500
 */
public record PollPolicy(
        Duration initialDelay,
        Duration minInterval,
        Duration maxInterval,
        double fraction,
        double jitter,
        Duration notFoundGrace,
        int maxPollsPerSecond) {
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
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names every violation
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
     * Starts a copy to change.
     *
     * @return a builder that holds these values
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes single values of a policy. Not safe for use by several threads. */
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
         * Sets the part of the elapsed time that makes the interval.
         *
         * @param value 0 to 1
         * @return this builder
         */
        public Builder fraction(double value) {
            fraction = value;
            return this;
        }

        /**
         * Sets the part of the interval by which it varies at random.
         *
         * @param value 0 to 0.9
         * @return this builder
         */
        public Builder jitter(double value) {
            jitter = value;
            return this;
        }

        /**
         * Sets how long "not found" still means "not yet visible".
         *
         * @param value zero or more, counted from acceptance
         * @return this builder
         */
        public Builder notFoundGrace(Duration value) {
            notFoundGrace = requireNonNull(value, "notFoundGrace");
            return this;
        }

        /**
         * Sets the ceiling for all polls of one client.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxPollsPerSecond(int value) {
            maxPollsPerSecond = value;
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if a value is out of its range; the message names every violation
         */
        public PollPolicy build() {
            return new PollPolicy(
                    initialDelay, minInterval, maxInterval, fraction, jitter, notFoundGrace, maxPollsPerSecond);
        }
    }
}

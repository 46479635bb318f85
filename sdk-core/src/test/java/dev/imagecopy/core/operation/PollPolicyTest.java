package dev.imagecopy.core.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PollPolicyTest {
    private static final Duration TINY = Duration.ofNanos(1);
    private static final Duration TOO_LONG = Duration.ofDays(365).plus(TINY);

    @Test
    void standard_isTheDocumentedOne() {
        assertThat(PollPolicy.standard())
                .isEqualTo(new PollPolicy(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        0.05,
                        0.2,
                        Duration.ofSeconds(60),
                        500));
    }

    @Test
    void toBuilder_changesWhatIsSetAndKeepsTheRest() {
        PollPolicy all = PollPolicy.standard().toBuilder()
                .initialDelay(Duration.ofSeconds(1))
                .minInterval(Duration.ofSeconds(3))
                .maxInterval(Duration.ofSeconds(4))
                .fraction(0.5)
                .jitter(0.1)
                .notFoundGrace(Duration.ofSeconds(5))
                .maxPollsPerSecond(6)
                .build();

        assertThat(all)
                .isEqualTo(new PollPolicy(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        0.5,
                        0.1,
                        Duration.ofSeconds(5),
                        6));
        assertThat(all.toBuilder().build()).isEqualTo(all);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row(b -> b.initialDelay(TINY.negated()), "initialDelay must not be negative"),
                row(b -> b.minInterval(Duration.ZERO), "minInterval must be positive"),
                row(b -> b.minInterval(TINY.negated()), "minInterval must be positive"),
                row(b -> b.maxInterval(Duration.ofSeconds(2).minus(TINY)), "maxInterval must be at least minInterval"),
                row(b -> b.fraction(-0.01), "fraction must be from 0 to 1"),
                row(b -> b.fraction(1.01), "fraction must be from 0 to 1"),
                row(b -> b.fraction(Double.NaN), "fraction must be from 0 to 1"),
                row(b -> b.jitter(-0.01), "jitter must be from 0 to 0.9"),
                row(b -> b.jitter(0.91), "jitter must be from 0 to 0.9"),
                row(b -> b.notFoundGrace(TINY.negated()), "notFoundGrace must not be negative"),
                row(b -> b.initialDelay(TOO_LONG), "durations must be at most 365 days"),
                row(b -> b.maxInterval(TOO_LONG), "durations must be at most 365 days"),
                row(b -> b.notFoundGrace(TOO_LONG), "durations must be at most 365 days"),
                row(b -> b.maxPollsPerSecond(0), "maxPollsPerSecond must be at least 1"));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                row(b -> b.initialDelay(Duration.ZERO), ""),
                row(b -> b.minInterval(TINY), ""),
                row(b -> b.maxInterval(Duration.ofSeconds(2)), ""),
                row(b -> b.fraction(0), ""),
                row(b -> b.fraction(1), ""),
                row(b -> b.jitter(0), ""),
                row(b -> b.jitter(0.9), ""),
                row(b -> b.notFoundGrace(Duration.ZERO), ""),
                row(b -> b.initialDelay(Duration.ofDays(365)), ""),
                row(b -> b.maxPollsPerSecond(1), ""));
    }

    private static Arguments row(UnaryOperator<PollPolicy.Builder> change, String message) {
        return Arguments.of(change, message);
    }

    @ParameterizedTest
    @MethodSource
    void refused(UnaryOperator<PollPolicy.Builder> change, String message) {
        assertThatThrownBy(() -> change.apply(PollPolicy.standard().toBuilder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PollPolicy: " + message);
    }

    @ParameterizedTest
    @MethodSource
    void accepted(UnaryOperator<PollPolicy.Builder> change, String unused) {
        assertThatCode(() -> change.apply(PollPolicy.standard().toBuilder()).build())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} doublings: {1} s")
    @CsvSource({"-2147483648, 2", "-1, 2", "0, 2", "1, 4", "7, 256", "8, 300", "9, 300", "2147483647, 300"})
    void nextInterval_whateverTheDoublings_isAnInterval(int doublings, long seconds) {
        assertThat(PollPolicy.standard().nextInterval(Duration.ZERO, Duration.ZERO, doublings, 0.5))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void build_whenSeveralValuesAreWrong_namesThemAll() {
        assertThatThrownBy(() -> PollPolicy.standard().toBuilder()
                        .fraction(2)
                        .jitter(2)
                        .maxPollsPerSecond(-1)
                        .build())
                .hasMessage("PollPolicy: fraction must be from 0 to 1; jitter must be from 0 to 0.9;"
                        + " maxPollsPerSecond must be at least 1");
    }
}

package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.operation.PollPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollScheduleTest {
    private final PollSchedule schedule = new PollSchedule(PollPolicy.standard());

    @ParameterizedTest(name = "{0} s elapsed, random {1}: {2} ms")
    @CsvSource({
        "0, 0.5, 2000",
        "0, 0, 1600",
        "40, 0.5, 2000",
        "41, 0.5, 2050",
        "100, 0.5, 5000",
        "100, 0, 4000",
        "100, 0.75, 5500",
        "599, 0.5, 29950",
        "600, 0.5, 30000",
        "601, 0.5, 30000",
        "86400, 0.5, 30000",
        "86400, 0, 24000",
        "-5, 0.5, 2000"
    })
    void next_isFivePercentOfTheTimeElapsedBetween2And30SecondsGiveOrTakeAFifth(
            long elapsed, double random, long expected) {
        assertThat(schedule.next(Duration.ofSeconds(elapsed), Duration.ZERO, random))
                .isEqualTo(Duration.ofMillis(expected));
    }

    @Test
    void next_whenTheRandomNumberIsTheLargest_staysUnderPlusAFifth() {
        assertThat(schedule.next(Duration.ofHours(1), Duration.ZERO, Math.nextDown(1.0)))
                .isBetween(Duration.ofMillis(35_999), Duration.ofSeconds(36));
    }

    @ParameterizedTest(name = "hint {0} s: {1} s")
    @CsvSource({"0, 2", "1, 2", "3, 3", "300, 300", "301, 300", "9999999999, 300"})
    void next_whenHinted_takesTheHintAsLowerBoundOfAtMost5Minutes(long hint, long expected) {
        assertThat(schedule.next(Duration.ZERO, Duration.ofSeconds(hint), 0.5)).isEqualTo(Duration.ofSeconds(expected));
    }

    @Test
    void next_whenHinted_jitterNeverGoesBelowTheHint() {
        assertThat(schedule.next(Duration.ZERO, Duration.ofSeconds(2), 0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void next_whenThrottled_doublesUpTo5MinutesAndEachAnswerTakesOneDoublingBack() {
        long[] expected = {4, 8, 16, 32, 64, 128, 256, 300, 300, 300};
        for (long seconds : expected) {
            schedule.noteThrottled();
            assertThat(schedule.next(Duration.ZERO, Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(seconds));
        }
        long[] back = {256, 128, 64, 32, 16, 8, 4, 2, 2};
        for (long seconds : back) {
            schedule.noteAnswered();
            assertThat(schedule.next(Duration.ZERO, Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void next_whenThePolicyIsSlowerThan5Minutes_throttlingAddsNothing() {
        PollSchedule slow = new PollSchedule(PollPolicy.standard().toBuilder()
                .minInterval(Duration.ofMinutes(10))
                .maxInterval(Duration.ofMinutes(20))
                .build());
        slow.noteThrottled();

        assertThat(slow.next(Duration.ZERO, Duration.ZERO, 0.5)).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void next_whateverHappens_staysWithinItsBounds(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(3) == 0) {
                schedule.noteThrottled();
            } else {
                schedule.noteAnswered();
            }
            Duration elapsed = Duration.ofNanos(random.nextLong());
            Duration hint = Duration.ofSeconds(random.nextLong(Long.MAX_VALUE));
            Duration plain = schedule.next(elapsed, Duration.ZERO, random.nextDouble());
            Duration hinted = schedule.next(elapsed, random.nextBoolean() ? hint : Duration.ZERO, random.nextDouble());

            assertThat(plain).isBetween(Duration.ofMillis(1_600), Duration.ofMinutes(6));
            assertThat(hinted).isBetween(Duration.ofMillis(1_600), Duration.ofMinutes(6));
        }
    }
}

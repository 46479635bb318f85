package dev.imagecopy.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final long SECOND = 1_000_000_000L;

    private final RateLimiter limiter = RateLimiter.of(1, Duration.ofSeconds(10), 1);

    @Tag("FAULT-101")
    @Test
    void reserve_forEverNewKeys_keepsFewBuckets() {
        for (int i = 0; i < 100_000; i++) {
            limiter.reserve("token-" + i, i * SECOND);
        }

        assertThat(limiter.size()).isLessThanOrEqualTo(600);
    }

    @Test
    void reserve_afterOthersWereDropped_stillHoldsBackTheBusyOne() {
        limiter.holdBack("busy", Duration.ofHours(1), 0);
        for (int i = 0; i < 1_000; i++) {
            limiter.reserve("token-" + i, i * SECOND);
        }

        assertThat(limiter.reserve("busy", 1_000 * SECOND)).isGreaterThan(Duration.ofMinutes(40));
        assertThat(limiter.reserve("token-0", 1_000 * SECOND)).isZero();
        assertThat(limiter.reserve("token-0", 1_000 * SECOND)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void reserve_afterAPauseOfDays_letsCallsOutOneByOneWhenItIsOver() {
        limiter.holdBack("key", Duration.ofDays(2), 0);

        assertThat(limiter.reserve("key", 0)).isEqualTo(Duration.ofDays(2).plusSeconds(10));
        assertThat(limiter.reserve("key", 0)).isEqualTo(Duration.ofDays(2).plusSeconds(20));
    }

    @Test
    void reserve_withAPeriodOfDays_givesEachCallAPeriodOfItsOwn() {
        RateLimiter slow = RateLimiter.of(1, Duration.ofDays(2), 1);

        assertThat(slow.reserve("key", 0)).isZero();
        assertThat(slow.reserve("key", 0)).isEqualTo(Duration.ofDays(2));
        assertThat(slow.reserve("key", 0)).isEqualTo(Duration.ofDays(4));
    }

    @Test
    void reserve_withAPatienceOfDaysAndALongerWait_takesNothing() {
        limiter.holdBack("key", Duration.ofDays(3), 0);
        Duration wait = Duration.ofDays(3).plusSeconds(10);

        assertThat(limiter.reserve("key", 0, Duration.ofDays(2))).isEqualTo(wait);
        assertThat(limiter.reserve("key", 0, Duration.ofDays(2))).isEqualTo(wait);
    }

    /** Ten seconds after its permit was taken, a bucket is full again. */
    private void reserveOneAfterAnother(int count) {
        for (int i = 0; i < count; i++) {
            limiter.reserve("token-" + i, 10 * SECOND * i);
        }
    }

    @Test
    void reserve_ofOneKeyTooMany_dropsAllBucketsThatAreFull() {
        reserveOneAfterAnother(256);
        assertThat(limiter.size()).isEqualTo(256);

        limiter.reserve("one more", 2560 * SECOND);

        assertThat(limiter.size()).isEqualTo(1);
    }

    @Test
    void reserve_whileMostBucketsAreBusy_looksForFullOnesOnlyWhenThereAreTwiceAsMany() {
        for (int i = 0; i < 257; i++) {
            limiter.holdBack("busy-" + i, Duration.ofDays(1), 0);
        }

        reserveOneAfterAnother(255);
        assertThat(limiter.size()).isEqualTo(512);
        limiter.reserve("one more", 2550 * SECOND);

        assertThat(limiter.size()).isEqualTo(258);
    }
}

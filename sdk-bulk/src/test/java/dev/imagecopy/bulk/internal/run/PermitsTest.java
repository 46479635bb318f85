package dev.imagecopy.bulk.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private final Permits permits = new Permits(5);

    private void take(int count) {
        IntStream.range(0, count).forEach(i -> permits.acquire());
    }

    @Test
    void permits_areAsManyAsTheLimit() {
        take(4);
        assertThat(permits.isAvailable(0)).isTrue();
        take(1);
        assertThat(permits.isAvailable(0)).isFalse();
        permits.release();
        assertThat(permits.isAvailable(0)).isTrue();
    }

    @Test
    void refusal_leavesAsManyPermitsAsTheServiceHadCopies_andOneMoreWhenThatManyHaveEnded() {
        take(4);
        assertThat(permits.refused(0, 0)).isZero();
        assertThat(permits.limit()).isEqualTo(3);
        assertThat(permits.isAvailable(0)).isFalse();
        for (int i = 0; i < 3; i++) {
            permits.release();
        }
        assertThat(permits.limit()).isEqualTo(4);
    }

    @Test
    void refusal_whenNothingOfOursRuns_isWaitedOut_longerEachTime() {
        take(1);
        long first = permits.refused(0, 0);
        assertThat(first).isPositive();
        assertThat(permits.isAvailable(first - 1)).isFalse();
        assertThat(permits.isAvailable(first)).isTrue();
        take(1);
        assertThat(permits.refused(first, 0)).isEqualTo(2 * first);
        assertThat(permits.limit()).isEqualTo(1);
    }

    @Test
    void hintOfTheService_isWaitedFor() {
        take(3);
        long hint = Duration.ofSeconds(40).toNanos();
        assertThat(permits.refused(0, hint)).isEqualTo(hint);
        permits.release();
        assertThat(permits.isAvailable(hint - 1)).isFalse();
        assertThat(permits.isAvailable(hint)).isTrue();
    }

    @Test
    void hintOfYears_isWaitedForAnHour() {
        take(1);
        assertThat(permits.refused(0, Long.MAX_VALUE))
                .isEqualTo(Duration.ofHours(1).toNanos());
        assertThat(permits.isAvailable(Duration.ofHours(1).toNanos())).isTrue();
    }

    @Test
    void busyService_isLeftAloneForAWhile_andTheLimitStays() {
        take(5);
        long first = permits.busy(0, 0);
        assertThat(permits.busy(0, 0)).isEqualTo(first);
        assertThat(permits.limit()).isEqualTo(5);
        assertThat(permits.inUse()).isEqualTo(3);
        assertThat(permits.isAvailable(first - 1)).isFalse();
        assertThat(permits.isAvailable(first)).isTrue();
        assertThat(permits.busy(first, 0)).isEqualTo(2 * first);
    }
}

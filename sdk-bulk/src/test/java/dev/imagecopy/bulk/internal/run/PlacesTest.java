package dev.imagecopy.bulk.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(5);

    private void take(int count) {
        IntStream.range(0, count).forEach(i -> places.take());
    }

    @Test
    void places_areAsManyAsTheLimit() {
        take(4);
        assertThat(places.hasFree(0)).isTrue();
        take(1);
        assertThat(places.hasFree(0)).isFalse();
        places.giveBack();
        assertThat(places.hasFree(0)).isTrue();
    }

    @Test
    void refusal_leavesAsManyPlacesAsTheServiceHadCopies_andOneMoreWhenThatManyHaveEnded() {
        take(4);
        assertThat(places.refused(0, 0)).isZero();
        assertThat(places.limit()).isEqualTo(3);
        assertThat(places.hasFree(0)).isFalse();
        for (int i = 0; i < 3; i++) {
            places.giveBack();
        }
        assertThat(places.limit()).isEqualTo(4);
    }

    @Test
    void refusal_whenNothingOfOursRuns_isWaitedOut_longerEachTime() {
        take(1);
        long first = places.refused(0, 0);
        assertThat(first).isPositive();
        assertThat(places.hasFree(first - 1)).isFalse();
        assertThat(places.hasFree(first)).isTrue();
        take(1);
        assertThat(places.refused(first, 0)).isEqualTo(2 * first);
        assertThat(places.limit()).isEqualTo(1);
    }

    @Test
    void hintOfTheService_isWaitedFor() {
        take(3);
        long hint = Duration.ofSeconds(40).toNanos();
        assertThat(places.refused(0, hint)).isEqualTo(hint);
        places.giveBack();
        assertThat(places.hasFree(hint - 1)).isFalse();
        assertThat(places.hasFree(hint)).isTrue();
    }
}

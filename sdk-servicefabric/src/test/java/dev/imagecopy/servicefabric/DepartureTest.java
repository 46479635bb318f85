package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private final Departure departure = new Departure(
            new ManualTimeSource(), Duration.ofMinutes(1), () -> () -> CompletableFuture.completedFuture(true));

    /** A call hands an attempt over, and a transport may tell of its turn at once. */
    @Test
    void sends_whenTheTransportHasNoQueue_countsAnAttemptOnce() {
        departure.begins(false);
        departure.goesOut();
        departure.goesOut();

        assertThat(departure.sends()).isOne();
    }

    @Test
    void sends_whileAnAttemptIsQueued_doesNotCountIt() {
        departure.begins(false);
        departure.goesOut();
        departure.joinsQueue();
        departure.waits(false);
        assertThat(departure.sends()).isZero();

        departure.goesOut();
        assertThat(departure.sends()).isOne();
    }

    @Test
    void sends_afterARefusal_countsTheNextAttemptToo() {
        departure.begins(false);
        departure.goesOut();
        departure.waits(false);
        departure.goesOut();

        assertThat(departure.sends()).isEqualTo(2);
    }

    @Test
    void sends_ofACopyThatMayHaveBeenExecuted_countsEachAttempt() {
        departure.begins(true);
        departure.goesOut();
        departure.joinsQueue();
        departure.waits(true);
        departure.goesOut();

        assertThat(departure.sends()).isOne();
    }
}

package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationHandle.Place;
import dev.imagecopy.core.spi.OperationHandle.Start;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a copy that is about to be stored knows of the clock of the region that it goes to. */
class RegionClocksTest {
    private static final String REGION = "eu-west-101";
    private static final Duration PROMPT = Duration.ofMillis(300);
    private static final Duration SLOW = Duration.ofSeconds(4);

    private final ManualTimeSource time = new ManualTimeSource();
    private final RegionClocks clocks = new RegionClocks();
    private int lists;

    private Instant serviceNow() {
        return time.now().minusSeconds(7_200);
    }

    private OperationHandle copy() {
        return new OperationHandle(
                new Place("huawei-ims", "copy-image", REGION, ""),
                new Start("key", Fingerprint.of(""), time.now(), KeptRequest.none(time.nanoTime())),
                "",
                "golden",
                Map.of());
    }

    /** The time that a new copy has, if lists take this long. */
    private Optional<Instant> noted(Duration... each) {
        Queue<Duration> durations = new ArrayDeque<>(List.of(each));
        OperationHandle copy = copy();
        assertThat(clocks.noteIn(copy, time, () -> {
                    lists++;
                    long askedAt = time.nanoTime();
                    Instant told = serviceNow();
                    time.advance(durations.remove());
                    clocks.read(REGION, Optional.of(told), askedAt, time);
                    return CompletableFuture.completedFuture(null);
                }))
                .isCompleted();
        return copy.request().firstByte().serviceTime();
    }

    @Test
    void noteIn_asksOnce_andThenCountsOn() {
        assertThat(noted(PROMPT)).hasValue(serviceNow().minus(PROMPT));
        time.advance(Duration.ofMinutes(4));

        assertThat(noted()).hasValue(serviceNow().minus(PROMPT));
        assertThat(lists).isEqualTo(1);
    }

    @Test
    void noteIn_afterAWhile_asksAgain() {
        noted(PROMPT);
        time.advance(Duration.ofMinutes(5));

        assertThat(noted(Duration.ZERO)).hasValue(serviceNow());
        assertThat(lists).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void noteIn_afterAListThatThisProcessGaveUp_asksAgain(Throwable ours) {
        OperationHandle copy = copy();
        assertThat(clocks.noteIn(copy, time, () -> CompletableFuture.failedFuture(ours)))
                .isCompleted();

        assertThat(noted(PROMPT)).isPresent();
    }

    static Stream<Throwable> ours() {
        return Stream.of(
                new CancellationException(),
                new CompletionException(new CancellationException()),
                new CompletionException(new SdkInterruptedException("stopped", ErrorContext.none(false), null)));
    }

    @Test
    void noteIn_whenTheListIsSlow_asksOnceMore() {
        assertThat(noted(SLOW, PROMPT)).hasValue(serviceNow().minus(PROMPT));
        assertThat(lists).isEqualTo(2);
    }

    @Test
    void noteIn_whenAllListsAreSlow_notesNothing_andSoonAsksAgain() {
        assertThat(noted(SLOW, SLOW)).isEmpty();
        assertThat(noted()).isEmpty();
        time.advance(Duration.ofSeconds(30));

        assertThat(noted(PROMPT)).isPresent();
        assertThat(lists).isEqualTo(3);
    }

    @Test
    void read_ofASlowList_keepsWhatIsKnown() {
        noted(PROMPT);
        clocks.read(REGION, Optional.of(serviceNow()), time.nanoTime() - SLOW.toNanos(), time);

        assertThat(noted()).hasValue(serviceNow().minus(PROMPT));
    }

    @Test
    void noteIn_whenTheListFails_notesNothing_andDoesNotAskForEachCopy() {
        OperationHandle copy = copy();
        for (int i = 0; i < 3; i++) {
            assertThat(clocks.noteIn(copy, time, () -> {
                        lists++;
                        return CompletableFuture.failedFuture(new IllegalStateException("refused"));
                    }))
                    .isCompleted();
        }

        assertThat(copy.request().firstByte().serviceTime()).isEmpty();
        assertThat(lists).isEqualTo(1);
    }
}
